#include "ui/window/limits/timetable_row_edit.h"

#include "ui/window/limits/speed_box.h"
#include "ui/window/parts/flow_layout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeEdit>
#include <QToolButton>

namespace postreel {

namespace {

constexpr int daysOfWeek = 7;
constexpr int gap = 6;

QTime timeOf(int minute)
{
    return QTime(minute / 60, minute % 60);
}

int minuteOf(const QTime &time)
{
    return time.hour() * 60 + time.minute();
}

} // namespace

TimetableRowEdit::TimetableRowEdit(const TimetableRow &row, QWidget *parent)
    : QWidget(parent), m_days(daysOfWeek), m_speed(new SpeedBox(tr("Speed in these hours"), true, this))
{
    auto *line = new FlowLayout(this, gap);
    auto *days = new FlowLayout(nullptr, gap);
    line->addLayout(days);
    addDays(*days, row.days);
    auto *hours = new QHBoxLayout; // both stay in one line
    hours->setSpacing(gap);
    line->addLayout(hours);
    m_from = addTime(*hours, tr("From"), row.fromMinute);
    hours->addWidget(new QLabel(tr("to"), this));
    m_to = addTime(*hours, tr("To"), row.toMinute);
    m_to->setToolTip(tr("A time that is not after the start means the next day."));
    m_speed->setBytesPerSecond(row.bytesPerSecond);
    line->addWidget(m_speed);
    auto *remove = new QToolButton(this);
    remove->setText(tr("Remove"));
    remove->setAccessibleName(tr("Remove these hours"));
    remove->setFocusPolicy(Qt::StrongFocus);
    connect(remove, &QToolButton::clicked, this, &TimetableRowEdit::removeRequested);
    line->addWidget(remove);
}

void TimetableRowEdit::addDays(FlowLayout &line, int days)
{
    const QLocale locale;
    for (int i = 0; i < daysOfWeek; ++i) {
        const int day = (locale.firstDayOfWeek() - 1 + i) % daysOfWeek; // 0: Monday
        auto *button = new QToolButton(this);
        button->setText(locale.dayName(day + 1, QLocale::ShortFormat));
        button->setAccessibleName(locale.dayName(day + 1, QLocale::LongFormat));
        button->setCheckable(true);
        button->setChecked((days >> day) & 1);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::toggled, this, &TimetableRowEdit::changed);
        line.addWidget(button);
        m_days[day] = button;
        if (i == 0)
            setFocusProxy(button);
    }
}

QTimeEdit *TimetableRowEdit::addTime(QLayout &line, const QString &name, int minute)
{
    auto *edit = new QTimeEdit(timeOf(minute), this);
    QString format = QLocale().timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss")); // some locales have no format without seconds, which are not used here
    edit->setDisplayFormat(format);
    edit->setAccessibleName(name);
    line.addWidget(edit);
    return edit;
}

TimetableRow TimetableRowEdit::row() const
{
    TimetableRow row{.fromMinute = minuteOf(m_from->time()),
                     .toMinute = minuteOf(m_to->time()),
                     .bytesPerSecond = m_speed->bytesPerSecond()};
    for (int day = 0; day < daysOfWeek; ++day)
        row.days |= m_days.at(day)->isChecked() ? 1 << day : 0;
    return row;
}

} // namespace postreel
