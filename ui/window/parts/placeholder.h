// What stands in the place of a picture that is not there: a plain field with the sign of its kind.
// Invariant: the same signs everywhere; every place has its own size and corners.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/glyphs.h"

#include <QRect>
#include <optional>

class QPalette;

namespace postreel {

// The sign for what an upload is.
Glyph glyphOf(const UploadView &upload);

struct Placeholder
{
    QRect rect;
    int radius = 0; // of its corners
    int side = 0;   // of the sign, in the middle
};

// `glyph`: none where something else stands in the middle.
void paintPlaceholder(QPainter &painter, const Placeholder &place, std::optional<Glyph> glyph, const QPalette &palette);

} // namespace postreel
