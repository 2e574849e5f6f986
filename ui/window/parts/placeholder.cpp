#include "ui/window/parts/placeholder.h"

#include "ui/window/parts/theme_colors.h"

#include <QPainter>
#include <QPainterPath>

namespace postreel {

Glyph glyphOf(const UploadView &upload)
{
    if (upload.kind == UploadKind::Subtitle)
        return Glyph::Pencil;
    return upload.facts.mediaType.startsWith(QLatin1String("image/")) ? Glyph::Picture : Glyph::Film;
}

void paintPlaceholder(QPainter &painter, const Placeholder &place, std::optional<Glyph> glyph, const QPalette &palette)
{
    QPainterPath outline;
    outline.addRoundedRect(place.rect, place.radius, place.radius);
    painter.fillPath(outline, theme::track(palette));
    if (!glyph)
        return;
    QRect middle(0, 0, place.side, place.side);
    middle.moveCenter(place.rect.center());
    paintGlyph(painter, *glyph, middle, theme::quiet(palette));
}

} // namespace postreel
