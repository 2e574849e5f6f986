#include "ui/window/limits/speed_limit_dialog.h"

#include "ui/window/limits/speed_box.h"
#include "ui/window/limits/timetable_row_edit.h"
#include "ui/window/parts/accessible_role.h"
#include "ui/window/parts/flow_layout.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScreen>
#include <QScrollBar>
#include <algorithm>

namespace postreel {

namespace {
// The default of a new row: working hours, Monday to Friday.
constexpr TimetableRow newRow{.days = 31, .fromMinute = 8 * 60, .toMinute = 18 * 60, .bytesPerSecond = 1'000'000};
} // namespace

SpeedLimitDialog::SpeedLimitDialog(qint64 plainLimit, const QVector<TimetableRow> &timetable, QWidget *parent)
    : QDialog(parent), m_on(new QCheckBox(tr("&Send no faster than"), this)),
      m_speed(new SpeedBox(tr("Limit"), false, this)), m_hours(new QScrollArea(this)),
      m_add(new QPushButton(tr("&Add hours"), this)), m_trouble(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Speed limit"));
    m_on->setChecked(plainLimit > 0);
    m_speed->setBytesPerSecond(plainLimit);
    m_speed->setEnabled(plainLimit > 0);
    connect(m_on, &QCheckBox::toggled, m_speed, &QWidget::setEnabled);
    auto *plain = new FlowLayout;
    plain->addWidget(m_on);
    plain->addWidget(m_speed);
    auto *words = new QLabel(tr("During these hours, another limit applies. Where rows overlap, the upper one wins."), this);
    words->setWordWrap(true);
    m_trouble->setWordWrap(true);
    setAccessibleRole(m_trouble, QAccessible::Notification);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_add->setAutoDefault(false);
    makeHours();
    auto *column = new QVBoxLayout(this);
    column->addLayout(plain);
    column->addWidget(words);
    column->addWidget(m_hours, 1);
    column->addWidget(m_add, 0, Qt::AlignLeading);
    column->addWidget(m_trouble);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, [this] { addRow(newRow)->setFocus(); });
    for (const TimetableRow &row : timetable)
        addRow(row);
    validate();
    resize(usualWidth(), 320);
}

void SpeedLimitDialog::makeHours()
{
    m_hours->setWidgetResizable(true);
    m_hours->setAccessibleName(tr("Hours with another limit"));
    auto *inside = new QWidget(m_hours);
    auto *column = new QVBoxLayout(inside);
    m_lines = new QVBoxLayout;
    column->addLayout(m_lines);
    column->addStretch(1);
    m_hours->setWidget(inside);
}

TimetableRowEdit *SpeedLimitDialog::addRow(const TimetableRow &row)
{
    auto *edit = new TimetableRowEdit(row, this);
    m_lines->addWidget(edit);
    m_hours->setMinimumWidth(std::max(m_hours->minimumWidth(), edit->minimumSizeHint().width() + aroundRows()));
    m_rows.append(edit);
    connect(edit, &TimetableRowEdit::changed, this, &SpeedLimitDialog::validate);
    connect(edit, &TimetableRowEdit::removeRequested, this, [this, edit] { removeRow(edit); });
    validate();
    return edit;
}

int SpeedLimitDialog::aroundRows() const
{
    const QMargins around = m_hours->widget()->layout()->contentsMargins();
    return around.left() + around.right() + 2 * m_hours->frameWidth() + m_hours->verticalScrollBar()->sizeHint().width();
}

// Wide enough to show a row in one line if the screen is; otherwise rows wrap.
int SpeedLimitDialog::usualWidth() const
{
    const QMargins margins = layout()->contentsMargins();
    const int row = TimetableRowEdit(newRow, nullptr).sizeHint().width() + aroundRows() + margins.left() + margins.right();
    return std::min(std::max(560, row), screen()->availableGeometry().width());
}

void SpeedLimitDialog::removeRow(TimetableRowEdit *edit)
{
    m_rows.removeOne(edit);
    edit->hide(); // its button is still handling the click
    edit->deleteLater();
    m_add->setFocus(); // otherwise the keyboard focus would be lost
    validate();
}

void SpeedLimitDialog::validate()
{
    const bool whole = std::none_of(m_rows.cbegin(), m_rows.cend(),
                                    [](const TimetableRowEdit *edit) { return edit->row().days == 0; });
    m_trouble->setText(whole ? QString() : tr("Choose at least one day in each row."));
    const bool appears = !whole && m_trouble->isHidden();
    m_trouble->setVisible(!whole);
    if (appears)
        announce(m_trouble);
    m_save->setEnabled(whole);
    m_add->setEnabled(m_rows.size() < mostTimetableRows);
}

qint64 SpeedLimitDialog::limit() const
{
    return m_on->isChecked() ? m_speed->bytesPerSecond() : 0;
}

QVector<TimetableRow> SpeedLimitDialog::timetable() const
{
    QVector<TimetableRow> rows;
    for (const TimetableRowEdit *edit : m_rows)
        rows.append(edit->row());
    return rows;
}

} // namespace postreel
