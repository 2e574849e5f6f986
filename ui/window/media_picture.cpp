#include "ui/window/media_picture.h"

#include "ui/error_text.h"
#include "ui/window/glyphs.h"
#include "ui/window/picture_cache.h"
#include "ui/window/tones.h"

#include <QPainter>
#include <QPainterPath>

namespace postreel {

namespace {
constexpr QSize pictureSize(104, 72);
constexpr qreal ringRadius = 15;
} // namespace

MediaPicture::MediaPicture(PictureCache &pictures, QWidget *parent) : QWidget(parent), m_pictures(pictures)
{
    setFixedSize(pictureSize);
    connect(&m_pictures, &PictureCache::ready, this, [this](const QString &file) {
        if (file == m_view.thumbnail)
            update();
    });
}

void MediaPicture::setView(const UploadView &view)
{
    m_view = view;
    update();
}

void MediaPicture::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect(), 8, 8);
    const QPixmap picture = m_pictures.get(m_view.thumbnail, size(), devicePixelRatioF());
    if (picture.isNull()) {
        painter.fillPath(outline, tones::track(palette()));
        if (!hasRing()) {
            const bool still = m_view.facts.mediaType.startsWith(QLatin1String("image/"));
            const QPointF corner = QRectF(rect()).center() - QPointF(13, 13);
            paintGlyph(painter, still ? Glyph::Picture : Glyph::Film, QRectF(corner, QSizeF(26, 26)),
                       tones::quiet(palette()));
        }
    } else {
        painter.setClipPath(outline);
        painter.drawPixmap(rect(), picture);
        painter.setClipping(false);
    }
    if (hasRing())
        paintRing(painter);
}

// While there is a number that grows.
bool MediaPicture::hasRing() const
{
    const int percent = stageOf(m_view).percent;
    return percent >= 0 && percent < 100 && m_view.state != UploadState::Failed;
}

void MediaPicture::paintRing(QPainter &painter) const
{
    const QPointF middle = QRectF(rect()).center();
    const QColor base = palette().color(QPalette::Base);
    QColor disc = base;
    disc.setAlphaF(0.82F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(disc);
    painter.drawEllipse(middle, ringRadius + 6, ringRadius + 6);
    const QRectF box(middle.x() - ringRadius, middle.y() - ringRadius, 2 * ringRadius, 2 * ringRadius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tones::track(palette()), 3.5));
    painter.drawEllipse(box);
    const int percent = stageOf(m_view).percent;
    painter.setPen(QPen(tones::accent(palette()), 3.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(box, 90 * 16, -percent * 360 * 16 / 100);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.75);
    painter.setFont(small);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(box, Qt::AlignCenter, QString::number(percent));
}

} // namespace postreel
