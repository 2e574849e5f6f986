#include "ui/window/compose/media_picture.h"

#include "ui/stage_text.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/placeholder.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>

namespace postreel {

namespace {
constexpr double usualAspect = 16.0 / 9;
constexpr double narrowest = 0.5; // a picture narrower than this, or wider than `widest`, is cropped
constexpr double widest = 2.4;
// Widths in pixels in which a picture is loaded, so that resizing the window does not reload it at every step.
constexpr std::array<int, 3> steps{160, 320, 640};

int ringRadius(const QFont &font)
{
    return glyphSide(font) - 1;
}

QSize stepFor(const QSize &size, qreal devicePixelRatio)
{
    const qreal wanted = size.width() * devicePixelRatio;
    const auto *step = std::find_if(steps.begin(), steps.end(), [wanted](int one) { return one >= wanted; });
    const int width = step == steps.end() ? steps.back() : *step;
    return {width, qMax(1, qRound(width * static_cast<double>(size.height()) / size.width()))};
}
} // namespace

MediaPicture::MediaPicture(PictureCache &pictures, QWidget *parent) : QWidget(parent), m_pictures(pictures)
{
    m_pictures.updateWhenReady(this, [this] { return m_view.thumbnail; });
}

void MediaPicture::setView(const UploadView &view)
{
    const QSize before = sizeWithin(steps.back(), steps.back());
    m_view = view;
    if (sizeWithin(steps.back(), steps.back()) != before)
        updateGeometry();
    update();
}

QSize MediaPicture::sizeWithin(int width, int height) const
{
    const MediaFacts &facts = m_view.facts;
    const bool known = facts.width > 0 && facts.height > 0;
    const double own = known ? static_cast<double>(facts.width) / facts.height : usualAspect;
    const double aspect = std::clamp(own, narrowest, widest);
    const int most = qMax(1, qMin(width, qRound(height * aspect)));
    return {most, qMax(1, qRound(most / aspect))};
}

// While the picture is loaded in another size, the previous one is shown.
QPixmap MediaPicture::pictureNow()
{
    const QPixmap picture = m_pictures.get(m_view.thumbnail, stepFor(size(), devicePixelRatioF()), 1);
    if (!picture.isNull() || m_view.thumbnail != m_lastFile) {
        m_last = picture;
        m_lastFile = m_view.thumbnail;
    }
    return m_last;
}

void MediaPicture::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    constexpr int radius = 8;
    const QPixmap picture = pictureNow();
    if (picture.isNull()) {
        paintPlaceholder(painter, {.rect = rect(), .radius = radius, .side = hitSide(font())},
                         hasRing() ? std::nullopt : std::optional(glyphOf(m_view)), palette());
    } else {
        QPainterPath outline;
        outline.addRoundedRect(rect(), radius, radius);
        painter.setClipPath(outline);
        painter.drawPixmap(rect(), picture);
        painter.setClipping(false);
    }
    if (hasRing())
        paintRing(painter);
}

// Only while there is a percentage that grows.
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
    const int radius = ringRadius(font());
    painter.drawEllipse(middle, radius + 6, radius + 6);
    const QRectF box(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::track(palette()), 3.5));
    painter.drawEllipse(box);
    const int percent = stageOf(m_view).percent;
    painter.setPen(QPen(theme::accent(palette()), 3.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(box, 90 * 16, -percent * 360 * 16 / 100);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.75);
    painter.setFont(small);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(box, Qt::AlignCenter, QString::number(percent));
}

} // namespace postreel
