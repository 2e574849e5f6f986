#include "ui/window/status_line.h"

#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/window/elided_label.h"

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

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent), m_speed(new ElidedLabel(this)), m_limit(new ElidedLabel(this)),
      m_account(new ElidedLabel(this)), m_quit(new ElidedLabel(this))
{
    setSizeGripEnabled(false);
    setContentsMargins(5, 2, 5, 2);
    for (ElidedLabel *label : {m_speed, m_limit, m_account, m_quit})
        label->setContentsMargins(7, 0, 7, 0);
    addWidget(m_speed);
    addWidget(m_limit);
    addPermanentWidget(m_account);
    addPermanentWidget(m_quit);
    setStatus({});
    setAccount({});
}

void StatusLine::setStatus(const StatusView &status)
{
    if (status.paused)
        m_speed->setText(tr("Paused"));
    else if (status.bytesPerSecond > 0)
        m_speed->setText(lineOf({speedText(status.bytesPerSecond), timeLeftText(status.timeLeftMs)}));
    else
        m_speed->setText(status.waiting ? tr("Waiting") : status.active > 0 ? tr("Working") : tr("Nothing to upload"));
    m_limit->setVisible(status.limitBytesPerSecond > 0);
    //: %1 is a speed such as "2 MB/s"
    m_limit->setText(tr("Limit %1").arg(speedText(status.limitBytesPerSecond)));
    m_quit->setText(quitText(status));
}

void StatusLine::setAccount(const QString &label)
{
    m_account->setText(label.isEmpty() ? tr("No account") : lineOf({label}));
}

} // namespace postreel
