#include "ui/window/trim/filmstrip_handle.h"

#include "ui/timecode.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/trim/time_steps.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QSignalBlocker>

namespace postreel {

namespace {

// Assistive technology gets the value as a time code and sets it in ms.
class FilmstripHandleAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit FilmstripHandleAccessible(FilmstripHandle *handle) : QAccessibleWidget(handle, QAccessible::Slider) {}

    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Value ? timecodeText(handle()->value()) : QAccessibleWidget::text(which);
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return handle()->value(); }
    void setCurrentValue(const QVariant &value) override { handle()->setValue(value.toInt()); }
    QVariant maximumValue() const override { return handle()->maximum(); }
    QVariant minimumValue() const override { return handle()->minimum(); }
    QVariant minimumStepSize() const override { return handle()->singleStep(); }

private:
    FilmstripHandle *handle() const { return static_cast<FilmstripHandle *>(widget()); }
};

QAccessibleInterface *faceOf(const QString &, QObject *object)
{
    auto *handle = qobject_cast<FilmstripHandle *>(object);
    return handle ? new FilmstripHandleAccessible(handle) : nullptr;
}

} // namespace

FilmstripHandle::FilmstripHandle(TrimHandle hand, qint64 milliFps, QWidget *parent)
    : QAbstractSlider(parent), m_hand(hand), m_milliFps(milliFps)
{
    QAccessible::installFactory(faceOf); // Qt keeps a factory only once
    connect(this, &QAbstractSlider::valueChanged, this, [this](int ms) { Q_EMIT wanted(m_hand, ms); });
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents); // the strip handles the mouse
    switch (m_hand) {
    case TrimHandle::Start:
        setAccessibleName(tr("Start"));
        break;
    case TrimHandle::End:
        setAccessibleName(tr("End"));
        break;
    case TrimHandle::Cover:
        setAccessibleName(tr("Cover frame"));
        break;
    }
}

void FilmstripHandle::show(const TrimSelection &cut)
{
    const QSignalBlocker silent(this);
    const TimeRange room = allowedRange(cut, m_hand);
    const qint64 atMs = cut.at(m_hand);
    setSingleStep(static_cast<int>(offsetByFrames(0, 1, m_milliFps)));
    setPageStep(static_cast<int>(wideStepMs));
    //: Two times of a video, such as "0:01:02.500 of 0:03:40.000"
    setAccessibleDescription(tr("%1 of %2").arg(timecodeText(qMax<qint64>(0, atMs)), timecodeText(cut.durationMs)));
    setRange(static_cast<int>(room.fromMs), static_cast<int>(room.toMs));
    setValue(static_cast<int>(atMs));
}

void FilmstripHandle::setCurrent(bool current)
{
    m_current = current;
    update();
}

void FilmstripHandle::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Home)
        Q_EMIT wanted(m_hand, minimum());
    else if (event->key() == Qt::Key_End)
        Q_EMIT wanted(m_hand, maximum());
    else if (const std::optional<qint64> step = stepOf(*event, value(), m_milliFps))
        Q_EMIT wanted(m_hand, *step);
    else
        event->ignore();
}

void FilmstripHandle::focusInEvent(QFocusEvent *event)
{
    QAbstractSlider::focusInEvent(event);
    Q_EMIT entered(m_hand);
    update();
}

void FilmstripHandle::focusOutEvent(QFocusEvent *event)
{
    QAbstractSlider::focusOutEvent(event);
    update();
}

void FilmstripHandle::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hand == TrimHandle::Cover)
        paintPin(painter);
    else
        paintEdge(painter);
}

// A bar with round corners on its outer side and a grip line.
void FilmstripHandle::paintEdge(QPainter &painter) const
{
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    constexpr double radius = 5;
    const bool start = m_hand == TrimHandle::Start;
    QPainterPath round;
    round.addRoundedRect(box, radius, radius);
    QPainterPath square;
    square.addRect(start ? box.adjusted(radius, 0, 0, 0) : box.adjusted(0, 0, -radius, 0));
    const QPainterPath shape = round.united(square);
    painter.fillPath(shape, theme::accent(palette()));
    const QColor grip = palette().color(QPalette::Base);
    painter.setPen(QPen(grip, 2, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = box.center();
    painter.drawLine(middle - QPointF(0, 8), middle + QPointF(0, 8));
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Text), 2));
        painter.drawPath(shape);
    }
}

// A flag above the frames, and a line through them.
void FilmstripHandle::paintPin(QPainter &painter) const
{
    const QColor color = palette().color(QPalette::Text);
    const QColor halo = palette().color(QPalette::Base);
    const double middle = width() / 2.0;
    const QRectF flag(1, 1, width() - 2, width() - 2);
    painter.fillRect(QRectF(middle - 2, flag.bottom() - 1, 4, height() - flag.bottom()), halo);
    painter.fillRect(QRectF(middle - 1, flag.bottom() - 1, 2, height() - flag.bottom()), color);
    QPainterPath outline;
    outline.addRoundedRect(flag, 4, 4);
    painter.fillPath(outline, m_current || hasFocus() ? theme::accent(palette()) : color);
    paintGlyph(painter, Glyph::Picture, flag.adjusted(3, 3, -3, -3), halo);
    if (hasFocus()) {
        painter.setPen(QPen(color, 2));
        painter.drawPath(outline);
    }
}

} // namespace postreel
