#include "ui/window/whole_picture.h"

#include "ui/error_text.h"
#include "ui/window/glyphs.h"
#include "ui/window/picture_cache.h"
#include "ui/window/tones.h"

#include <QPainter>
#include <QPainterPath>

namespace postreel {

namespace {

QSize shapeOf(const UploadView &media)
{
    const QSize frame(media.facts.width, media.facts.height);
    return frame.isEmpty() ? QSize(16, 9) : frame;
}

} // namespace

WholePicture::WholePicture(PictureCache &pictures, const UploadView &media, const QSize &most, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_file(media.thumbnail),
      m_still(media.facts.mediaType.startsWith(QLatin1String("image/")))
{
    // A ribbon stays high enough to be found.
    setFixedSize(shapeOf(media).scaled(most, Qt::KeepAspectRatio).expandedTo(QSize(24, 24)));
    //: %1 is a file name
    setAccessibleName(tr("Picture of %1").arg(shownName(media.file)));
    connect(&m_pictures, &PictureCache::ready, this, [this](const QString &file) {
        if (file == m_file)
            update();
    });
}

void WholePicture::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect(), 6, 6);
    const QPixmap picture = m_pictures.get(m_file, size(), devicePixelRatioF());
    if (!picture.isNull()) {
        painter.setClipPath(outline);
        painter.drawPixmap(rect(), picture);
        return;
    }
    constexpr qreal side = 32;
    painter.fillPath(outline, tones::track(palette()));
    paintGlyph(painter, m_still ? Glyph::Picture : Glyph::Film,
               QRectF(QRectF(rect()).center() - QPointF(side / 2, side / 2), QSizeF(side, side)), tones::quiet(palette()));
}

} // namespace postreel
