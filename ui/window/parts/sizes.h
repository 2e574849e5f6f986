// Sizes of icons and clickable areas, and maximum widths of text, in px: all derived from the font, so that they grow with it.
// Invariant: pure; nothing is smaller than with a font of the usual size.
#pragma once

#include <QFont>

namespace postreel {

// The side of an icon on a button or in a line of text: 16 px at 10 pt.
int glyphSide(const QFont &font);
// The side of a less prominent one, such as the cross that closes a bar.
int smallGlyphSide(const QFont &font);
// The minimum side of a clickable area.
int hitSide(const QFont &font);
// The maximum width of continuous text: about 85 characters.
int readableWidth(const QFont &font);
// The maximum width of a row of facts with its actions, so that the actions stay near the facts.
int rowWidth(const QFont &font);

} // namespace postreel
