#include "ui/window/unresponsive_files_bar.h"

#include "ui/hanging_text.h"
#include "ui/window/parts/message_area.h"

namespace postreel {

UnresponsiveFilesBar::UnresponsiveFilesBar(MessageArea &messages) : m_messages(messages) {}

void UnresponsiveFilesBar::show(const QStringList &paths)
{
    if (std::exchange(m_paths, paths) == paths)
        return;
    if (!paths.isEmpty() && m_bar)
        m_bar->setText(hangingText(paths));
    else if (!paths.isEmpty())
        m_bar = m_messages.addMessage(Severity::Warning, hangingText(paths));
    else if (m_bar)
        m_bar->dismiss();
}

} // namespace postreel
