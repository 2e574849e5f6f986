#include "ui/window/compose/deadline_dialog.h"

#include "ui/shown_words.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace postreel {

namespace {
constexpr qint64 hourMs = 3'600'000;
constexpr qint64 minuteMs = 60'000;

// Some locales have no format without seconds, which nobody chooses here.
QString minuteFormat()
{
    return QLocale().dateTimeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss"));
}

// Drops the seconds, which are not shown.
QDateTime wholeMinute(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs - atMs % minuteMs);
}
} // namespace

DeadlineDialog::DeadlineDialog(const QString &file, qint64 deadlineMs, qint64 nowMs, QWidget *parent)
    : QDialog(parent), m_must(new QCheckBox(tr("Post no later than"), this)), m_time(new QDateTimeEdit(this)),
      m_nowMs(nowMs)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Post no later than"));
    //: %1 is a file name
    auto *about = new QLabel(tr("When does %1 have to be on X? If the best fix would take longer, a quicker one is "
                                "used, at lower quality.")
                                 .arg(shownName(file)),
                             this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_must->setChecked(true); // the dialog was opened to set one
    m_time->setAccessibleName(tr("Post no later than"));
    m_time->setCalendarPopup(true);
    m_time->setDisplayFormat(minuteFormat());
    m_time->setDateTime(wholeMinute(deadlineMs > nowMs ? deadlineMs : nowMs + hourMs));
    m_time->setMinimumDateTime(QDateTime::fromMSecsSinceEpoch(nowMs));
    connect(m_time, &QDateTimeEdit::dateTimeChanged, m_must, [this] { m_must->setChecked(true); });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(m_must);
    column->addWidget(m_time);
    column->addWidget(buttons);
}

qint64 DeadlineDialog::deadlineMs() const
{
    const qint64 chosen = m_time->dateTime().toMSecsSinceEpoch();
    return m_must->isChecked() && chosen > m_nowMs ? chosen : 0;
}

} // namespace postreel
