// Placeholder for a picture that is not available: a plain area with a glyph for its kind.
// Invariant: the same glyphs everywhere; each place has its own size and corners.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/glyphs.h"

#include <QRect>
#include <optional>

class QPalette;

namespace postreel {

// The glyph for the kind of an upload.
Glyph glyphOf(const UploadView &upload);

struct Placeholder
{
    QRect rect;
    int radius = 0; // of the corners
    int side = 0;   // of the glyph, in the middle
};

// `glyph`: none if something else is in the middle.
void paintPlaceholder(QPainter &painter, const Placeholder &place, std::optional<Glyph> glyph, const QPalette &palette);

} // namespace postreel
