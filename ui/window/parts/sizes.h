// How large things beside text are, and how wide text may get: all from the font, so that they grow with it.
// Invariant: pure; nothing is smaller than at the usual size of a font.
#pragma once

#include <QFont>

namespace postreel {

// The side of an icon on a button or in a line of text: 16 px at 10 pt.
int glyphSide(const QFont &font);
// Of one that yields: the cross that closes a bar.
int smallGlyphSide(const QFont &font);
// The least side of what is pressed.
int hitSide(const QFont &font);
// The greatest width of a line that is read from its beginning to its end: some 85 characters.
int readableWidth(const QFont &font);
// The greatest width of a row of facts with its actions, so that these stay beside what they belong to.
int rowWidth(const QFont &font);

} // namespace postreel
