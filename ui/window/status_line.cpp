#include "ui/window/status_line.h"

#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/stage_text.h"
#include "ui/window/parts/accessible_role.h"
#include "ui/window/parts/elided_label.h"

#include <QAction>
#include <QDateTime>
#include <QToolButton>

namespace postreel {

QString quitText(const StatusView &status)
{
    if (status.posting)
        return StatusLine::tr("Posting: one moment");
    if (status.waitingPosts > 0)
        return StatusLine::tr("Safe to quit: %n Post(s) wait until Postreel runs again", nullptr,
                              status.waitingPosts);
    return StatusLine::tr("Safe to quit");
}

QString workText(const StatusView &status)
{
    switch (workKind(status)) {
    case WorkKind::Paused:
        return StatusLine::tr("Paused");
    case WorkKind::Waits:
        return StatusLine::tr("Waiting");
    case WorkKind::Nothing:
        return StatusLine::tr("Nothing to upload");
    case WorkKind::GoesOn:
        break;
    }
    if (status.uploading == 0)
        return StatusLine::tr("Working");
    const QString what = status.unfinished > 1
                             //: %1 uploads are under way of %2 that are not done
                             ? StatusLine::tr("Uploading %1 of %2").arg(status.uploading).arg(status.unfinished)
                             : StatusLine::tr("Uploading");
    return lineOf({what, speedText(status.bytesPerSecond), timeLeftText(status.timeLeftMs)});
}

WorkKind workKind(const StatusView &status)
{
    if (status.paused)
        return WorkKind::Paused;
    if (status.uploading == 0 && status.waiting)
        return WorkKind::Waits;
    return status.uploading > 0 || status.active > 0 ? WorkKind::GoesOn : WorkKind::Nothing;
}

namespace {

QString withReason(LimitReason reason, const QString &limit)
{
    switch (reason) {
    case LimitReason::None:
    case LimitReason::Plain:
        return limit;
    case LimitReason::Timetable:
        //: %1 is "Limit 2 MB/s until 18:00" or alike
        return StatusLine::tr("%1 (timetable)").arg(limit);
    case LimitReason::Run:
        return StatusLine::tr("%1 (this run)").arg(limit);
    case LimitReason::SlowDown:
        return StatusLine::tr("%1 (slowed down)").arg(limit);
    }
    return limit;
}

} // namespace

QString limitText(const StatusView &status, qint64 nowMs)
{
    if (status.limitReason == LimitReason::None)
        return {};
    const QString speed = speedText(status.limitBytesPerSecond);
    const QString moment = status.limitUntilMs > nowMs ? dateTimeText(status.limitUntilMs, nowMs) : QString();
    if (speed.isEmpty())
        return withReason(status.limitReason, moment.isEmpty() ? StatusLine::tr("No limit")
                                                               : StatusLine::tr("No limit until %1").arg(moment));
    //: %1 is a speed such as "2 MB/s", %2 a time of day
    return withReason(status.limitReason, moment.isEmpty() ? StatusLine::tr("Limit %1").arg(speed)
                                                           : StatusLine::tr("Limit %1 until %2").arg(speed, moment));
}

StatusLine::StatusLine(QAction *slowDown, QWidget *parent)
    : QStatusBar(parent), m_speed(new ElidedLabel(this)), m_slowDown(new QToolButton(this)),
      m_limit(new ElidedLabel(this)), m_account(new ElidedLabel(this)), m_quit(new ElidedLabel(this))
{
    m_slowDown->setDefaultAction(slowDown);
    m_slowDown->setAutoRaise(true);
    m_slowDown->setFocusPolicy(Qt::StrongFocus);
    const auto nameIt = [this, slowDown] { m_slowDown->setAccessibleName(slowDown->text().remove(u'&')); };
    connect(slowDown, &QAction::changed, this, nameIt);
    nameIt();
    setAccessibleName(tr("Status"));
    setAccessibleRole(m_speed, QAccessible::Notification);
    setSizeGripEnabled(false);
    setContentsMargins(5, 2, 5, 2);
    for (ElidedLabel *label : {m_speed, m_limit, m_account, m_quit}) {
        label->setContentsMargins(7, 0, 7, 0);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    addWidget(m_slowDown); // first, so that its position depends on no text
    addWidget(m_speed, 3);
    addWidget(m_limit, 2);
    addPermanentWidget(m_account, 2);
    addPermanentWidget(m_quit, 3);
    setStatus({});
    setAccount({});
}

void StatusLine::setStatus(const StatusView &status)
{
    setLine(m_speed, workText(status));
    setLine(m_limit, limitText(status, QDateTime::currentMSecsSinceEpoch()));
    setLine(m_quit, quitText(status));
    showWhatFits();
    const WorkKind kind = workKind(status);
    if (std::exchange(m_spoken, kind) != kind)
        announce(m_speed);
}

// In a narrow window, only the composer shows the account, and only the menu shows the limit.
void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    showWhatFits();
}

void StatusLine::showWhatFits()
{
    constexpr int characters = 90;
    const bool wide = width() >= characters * fontMetrics().averageCharWidth();
    m_account->setVisible(wide);
    m_limit->setVisible(wide && !m_limit->text().isEmpty());
}

// No wider than its text: the remaining width goes to the other labels.
void StatusLine::setLine(ElidedLabel *label, const QString &words)
{
    label->setText(words);
    label->setMaximumWidth(label->sizeHint().width());
}

void StatusLine::setAccount(const QString &label)
{
    setLine(m_account, label.isEmpty() ? tr("No account") : lineOf({label}));
}

} // namespace postreel
