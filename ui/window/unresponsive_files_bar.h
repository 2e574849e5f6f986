// The bar that names files which do not answer, for as long as they do not.
// Invariant: at most one bar; one that was dismissed comes back only when other files hang.
#pragma once

#include <QPointer>
#include <QStringList>

namespace postreel {

class MessageArea;
class MessageBar;

class UnresponsiveFilesBar
{
public:
    // `messages` outlives it.
    explicit UnresponsiveFilesBar(MessageArea &messages);

    // The paths that are waited for just now; none: the bar goes.
    void show(const QStringList &paths);

private:
    MessageArea &m_messages;
    QPointer<MessageBar> m_bar;
    QStringList m_paths;
};

} // namespace postreel
