#include "ui/window/trim/time_field.h"

#include "ui/timecode.h"
#include "ui/window/trim/time_steps.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QStyleOptionSpinBox>
#include <algorithm>

namespace postreel {

namespace {

// Accepts digits of any script, and a comma as the decimal point.
QString readable(const QString &text)
{
    QString plain = text.trimmed().replace(u',', u'.');
    for (QChar &c : plain)
        if (const int digit = c.digitValue(); digit >= 0)
            c = QChar(u'0' + digit);
    return plain;
}

} // namespace

TimeField::TimeField(const QString &name, qint64 milliFps, QWidget *parent)
    : QAbstractSpinBox(parent), m_milliFps(milliFps)
{
    setAccessibleName(name);
    setToolTip(tr("Hours, minutes, seconds. Up and Down: one frame, with Shift a second; Page Up and Page Down: ten "
                  "seconds."));
    lineEdit()->setLayoutDirection(Qt::LeftToRight); // as numbers are written
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QAbstractSpinBox::editingFinished, this, &TimeField::read);
}

void TimeField::show(qint64 ms, const TimeRange &range, const QString &none)
{
    m_range = range;
    m_ms = ms;
    lineEdit()->setPlaceholderText(none);
    if (const QString text = timecodeText(ms); text != lineEdit()->text())
        lineEdit()->setText(text);
}

QSize TimeField::sizeHint() const
{
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const int digits = fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000 "));
    const QSize inside(digits, lineEdit()->sizeHint().height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, inside, this);
}

QValidator::State TimeField::validate(QString &text, int &position) const
{
    Q_UNUSED(position)
    const QString typed = readable(text);
    if (parseTimecode(typed))
        return QValidator::Acceptable;
    const bool maybe = std::all_of(typed.cbegin(), typed.cend(),
                                   [](QChar c) { return c.isDigit() || c == u':' || c == u'.'; });
    return maybe ? QValidator::Intermediate : QValidator::Invalid;
}

void TimeField::read()
{
    const std::optional<qint64> typed = parseTimecode(readable(lineEdit()->text()));
    if (typed && lineEdit()->text() != timecodeText(m_ms))
        return choose(*typed);
    show(m_ms, m_range, lineEdit()->placeholderText());
}

void TimeField::choose(qint64 ms)
{
    show(std::clamp(ms, m_range.fromMs, m_range.toMs), m_range, lineEdit()->placeholderText());
    Q_EMIT chosen(m_ms);
}

void TimeField::stepBy(int steps)
{
    choose(qAbs(steps) == 1 ? offsetByFrames(m_ms, steps, m_milliFps) : m_ms + steps * wideStepMs / 10);
}

QAbstractSpinBox::StepEnabled TimeField::stepEnabled() const
{
    StepEnabled enabled;
    enabled.setFlag(StepUpEnabled, m_ms < m_range.toMs);
    enabled.setFlag(StepDownEnabled, m_ms > m_range.fromMs);
    return enabled;
}

void TimeField::keyPressEvent(QKeyEvent *event)
{
    // Left and Right move within the text.
    const bool inText = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const std::optional<qint64> step = inText ? std::nullopt : stepOf(*event, m_ms, m_milliFps);
    if (!step)
        return QAbstractSpinBox::keyPressEvent(event);
    read(); // steps from what was typed
    choose(*stepOf(*event, m_ms, m_milliFps));
    selectAll();
}

void TimeField::focusInEvent(QFocusEvent *event)
{
    QAbstractSpinBox::focusInEvent(event);
    Q_EMIT entered();
}

} // namespace postreel
