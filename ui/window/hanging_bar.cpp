#include "ui/window/hanging_bar.h"

#include "ui/hanging_text.h"
#include "ui/window/message_area.h"

namespace postreel {

HangingBar::HangingBar(MessageArea &messages) : m_messages(messages) {}

void HangingBar::show(const QStringList &paths)
{
    if (std::exchange(m_paths, paths) == paths)
        return;
    if (!paths.isEmpty() && m_bar)
        m_bar->setText(hangingText(paths));
    else if (!paths.isEmpty())
        m_bar = m_messages.tell(Mood::Warning, hangingText(paths));
    else if (m_bar)
        m_bar->dismiss();
}

} // namespace postreel
