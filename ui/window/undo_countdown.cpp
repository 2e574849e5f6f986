#include "ui/window/undo_countdown.h"

#include "ui/window/message_area.h"

namespace postreel {

namespace {
constexpr int tickMs = 200;
}

UndoCountdown::UndoCountdown(MessageBar &bar, int seconds, bool mediaReady, int posts)
    : QObject(&bar), m_bar(bar), m_mediaReady(mediaReady), m_posts(posts), m_end(seconds * 1000)
{
    connect(&m_timer, &QTimer::timeout, this, &UndoCountdown::show);
    m_timer.start(tickMs);
    show();
}

void UndoCountdown::show()
{
    if (m_end.hasExpired()) {
        m_timer.stop();
        m_bar.dismiss();
        return;
    }
    const auto seconds = static_cast<int>((m_end.remainingTime() + 999) / 1000);
    if (m_posts > 1)
        //: %1 is a number of Posts, two or more
        return m_bar.setText(m_mediaReady ? tr("Posting %1 Posts in %n second(s).", nullptr, seconds).arg(m_posts)
                                          : tr("%1 Posts will go out, each as soon as its media is uploaded.").arg(m_posts));
    m_bar.setText(m_mediaReady ? tr("Posting in %n second(s).", nullptr, seconds)
                               : tr("It will be posted as soon as its media is uploaded."));
}

} // namespace postreel
