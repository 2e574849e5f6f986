#include "ui/window/trim/filmstrip.h"

#include "ui/quantities.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/trim/filmstrip_handle.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

constexpr int edgeWidth = 14;
constexpr int pinWidth = 22;
constexpr int framesHeight = 64;
constexpr double nearPixels = 12; // a handle is also hit this far beside it

constexpr std::array allHands{TrimHandle::Start, TrimHandle::End, TrimHandle::Cover};

} // namespace

Filmstrip::Filmstrip(PictureCache &pictures, double aspect, qint64 milliFps, qint64 mostMs, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_aspect(aspect), m_mostMs(mostMs)
{
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Filmstrip"));
    for (const TrimHandle hand : allHands) {
        auto *handle = new FilmstripHandle(hand, milliFps, this);
        m_handles[static_cast<size_t>(hand)] = handle;
        connect(handle, &FilmstripHandle::wanted, this, &Filmstrip::wanted);
        connect(handle, &FilmstripHandle::entered, this, [this](TrimHandle entering) {
            setCurrent(entering);
            Q_EMIT entered(entering);
        });
    }
    setCurrent(m_current);
    connect(&m_pictures, &PictureCache::ready, this, [this](const QString &file) {
        if (std::find(m_files.cbegin(), m_files.cend(), file) != m_files.cend())
            update();
    });
}

QWidget *Filmstrip::handle(TrimHandle hand) const
{
    return m_handles[static_cast<size_t>(hand)];
}

void Filmstrip::show(const TrimSelection &cut)
{
    m_cut = cut;
    for (FilmstripHandle *handle : m_handles)
        handle->show(cut);
    handle(TrimHandle::Cover)->setVisible(cut.coverMs >= 0);
    placeHandles();
    update();
}

void Filmstrip::addFrame(const FilmstripFrame &frame)
{
    if (frame.index < 0 || frame.index >= frameCount)
        return;
    m_files[static_cast<size_t>(frame.index)] = frame.file;
    update();
}

void Filmstrip::setCurrent(TrimHandle hand)
{
    m_current = hand;
    for (FilmstripHandle *handle : m_handles)
        handle->setCurrent(handle->hand() == hand);
}

QSize Filmstrip::sizeHint() const
{
    return {640, minimumSizeHint().height()};
}

QSize Filmstrip::minimumSizeHint() const
{
    return {240, pinWidth + framesHeight + 2 + fontMetrics().height()};
}

QRect Filmstrip::frames() const
{
    return {edgeWidth, pinWidth, width() - 2 * edgeWidth, framesHeight};
}

double Filmstrip::xOf(qint64 ms) const
{
    const QRect box = frames();
    const double share = m_cut.durationMs > 0 ? static_cast<double>(ms) / static_cast<double>(m_cut.durationMs) : 0;
    return box.x() + share * box.width();
}

qint64 Filmstrip::msAt(double x) const
{
    const QRect box = frames();
    return std::llround((x - box.x()) / qMax(1, box.width()) * static_cast<double>(m_cut.durationMs));
}

// The start and end handles are outside the part, so that all of it is visible.
void Filmstrip::placeHandles()
{
    const QRect box = frames();
    const auto left = [](double x) { return static_cast<int>(std::lround(x)); };
    handle(TrimHandle::Start)->setGeometry(left(xOf(m_cut.startMs)) - edgeWidth, box.y(), edgeWidth, box.height());
    handle(TrimHandle::End)->setGeometry(left(xOf(m_cut.endMs)), box.y(), edgeWidth, box.height());
    handle(TrimHandle::Cover)
        ->setGeometry(left(xOf(m_cut.coverMs) - pinWidth / 2.0), 0, pinWidth, box.bottom() + 1);
}

void Filmstrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeHandles();
}

bool Filmstrip::isOn(TrimHandle hand, const QPointF &point) const
{
    if (!handle(hand)->isVisibleTo(this))
        return false;
    const QRectF box = handle(hand)->geometry();
    if (hand == TrimHandle::Cover) // only by its flag, above the frames
        return point.y() < pinWidth && point.x() >= box.left() - nearPixels && point.x() <= box.right() + nearPixels;
    return box.adjusted(-nearPixels, 0, nearPixels, 0).contains(point);
}

TrimHandle Filmstrip::handAt(const QPointF &point) const
{
    if (isOn(TrimHandle::Cover, point))
        return TrimHandle::Cover;
    const bool start = isOn(TrimHandle::Start, point);
    const bool end = isOn(TrimHandle::End, point);
    if (start && end) // where both are hit, the nearer one
        return point.x() < (xOf(m_cut.startMs) + xOf(m_cut.endMs)) / 2 ? TrimHandle::Start : TrimHandle::End;
    if (start || end)
        return start ? TrimHandle::Start : TrimHandle::End;
    return m_current == TrimHandle::Cover && m_cut.coverMs < 0 ? TrimHandle::Start : m_current;
}

void Filmstrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_cut.durationMs <= 0)
        return event->ignore();
    const QPointF point = event->position();
    const TrimHandle hand = handAt(point);
    const bool held = isOn(hand, point);
    setCurrent(hand);
    handle(hand)->setFocus(Qt::MouseFocusReason);
    Q_EMIT entered(hand);
    m_dragging = true;
    m_grip = held ? xOf(m_cut.at(hand)) - point.x() : 0;
    if (!held)
        Q_EMIT wanted(hand, msAt(point.x()));
}

void Filmstrip::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        Q_EMIT wanted(m_current, msAt(event->position().x() + m_grip));
}

void Filmstrip::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    m_dragging = false;
}

void Filmstrip::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    paintFrames(painter);
    paintPart(painter);
    paintTimes(painter);
}

void Filmstrip::paintFrames(QPainter &painter) const
{
    const QRectF box = frames();
    painter.fillRect(box, theme::track(palette()));
    const QSizeF whole(framePixels * m_aspect, framePixels);
    for (size_t i = 0; i < m_files.size(); ++i) {
        const QPixmap picture = m_pictures.get(m_files[i], whole.toSize(), 1);
        if (picture.isNull())
            continue;
        const double wide = static_cast<double>(box.width()) / frameCount;
        const QRectF cell(box.x() + static_cast<double>(i) * wide, box.y(), wide, box.height());
        // The middle of the frame, as much as the cell has room for.
        const QSizeF seen = cell.size().scaled(picture.size(), Qt::KeepAspectRatio);
        const QRectF part(QPointF((picture.width() - seen.width()) / 2, (picture.height() - seen.height()) / 2), seen);
        painter.drawPixmap(cell, picture, part);
    }
}

// What is left out is dimmed; what exceeds X's limit is hatched.
void Filmstrip::paintPart(QPainter &painter) const
{
    const QRectF box = frames();
    const double from = xOf(m_cut.startMs);
    const double to = xOf(m_cut.endMs);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.72F);
    painter.fillRect(QRectF(box.topLeft(), QPointF(from, box.bottom())), veil);
    painter.fillRect(QRectF(QPointF(to, box.top()), box.bottomRight()), veil);
    if (m_mostMs > 0 && m_cut.partMs() > m_mostMs) {
        const double limit = xOf(m_cut.startMs + m_mostMs);
        const QRectF surplus(QPointF(limit, box.top()), QPointF(to, box.bottom()));
        QColor warning = theme::warning(palette());
        painter.fillRect(QRectF(limit - 1, box.top() - 5, 2, box.height() + 5), warning);
        warning.setAlphaF(0.35F);
        painter.fillRect(surplus, warning);
        painter.fillRect(surplus, QBrush(theme::warning(palette()), Qt::BDiagPattern));
    }
    painter.setPen(Qt::NoPen);
    const QColor rail = theme::accent(palette());
    painter.fillRect(QRectF(from - 1, box.top() + 1, to - from + 2, 3), rail);
    painter.fillRect(QRectF(from - 1, box.bottom() - 4, to - from + 2, 3), rail);
}

void Filmstrip::paintTimes(QPainter &painter) const
{
    painter.setPen(theme::quiet(palette()));
    const QRect line(edgeWidth, frames().bottom() + 3, frames().width(), fontMetrics().height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignTop, spanText(0));
    painter.drawText(line, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignTop, spanText(m_cut.durationMs));
}

} // namespace postreel
