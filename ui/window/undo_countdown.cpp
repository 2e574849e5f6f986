#include "ui/window/undo_countdown.h"

#include "ui/window/message_area.h"

namespace postreel {

namespace {
constexpr int tickMs = 200;
}

UndoCountdown::UndoCountdown(MessageBar &bar, int seconds, bool mediaReady)
    : QObject(&bar), m_bar(bar), m_mediaReady(mediaReady), m_end(seconds * 1000)
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
    m_bar.setText(m_mediaReady ? tr("Posting in %n second(s).", nullptr, seconds)
                               : tr("It will be posted as soon as its media is with X."));
}

} // namespace postreel
