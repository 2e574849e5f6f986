#include "ui/window/compose/whole_picture.h"

#include "ui/shown_words.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/placeholder.h"
#include "ui/window/parts/theme_colors.h"

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
    : QWidget(parent), m_pictures(pictures), m_most(most)
{
    //: %1 is a file name
    setAccessibleName(tr("Picture of %1").arg(shownName(media.file)));
    m_pictures.updateWhenReady(this, [this] { return m_view.thumbnail; });
    setView(media);
}

void WholePicture::setView(const UploadView &media)
{
    m_view = media;
    // Keeps a very flat or narrow picture large enough to be found.
    setFixedSize(shapeOf(media).scaled(m_most, Qt::KeepAspectRatio).expandedTo(QSize(24, 24)));
    update();
}

void WholePicture::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr int radius = 6;
    const QPixmap picture = m_pictures.get(m_view.thumbnail, size(), devicePixelRatioF(), PictureFit::Whole);
    if (picture.isNull())
        return paintPlaceholder(painter, {.rect = rect(), .radius = radius, .side = 32}, glyphOf(m_view), palette());
    QPainterPath outline;
    outline.addRoundedRect(rect(), radius, radius);
    painter.fillPath(outline, theme::track(palette())); // visible where the picture has another aspect ratio
    painter.setClipPath(outline);
    painter.drawPixmap(rect(), picture);
}

} // namespace postreel
