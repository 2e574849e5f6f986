// The bar that lists files which do not respond, shown as long as that lasts.
// Invariant: at most one bar; a dismissed one comes back only when the list of files changes.
#pragma once

#include <QPointer>
#include <QStringList>

namespace postreel {

class MessageArea;
class MessageBar;

class UnresponsiveFilesBar
{
public:
    // `messages` must outlive it.
    explicit UnresponsiveFilesBar(MessageArea &messages);

    // The files that do not respond now; empty: the bar is dismissed.
    void show(const QStringList &paths);

private:
    MessageArea &m_messages;
    QPointer<MessageBar> m_bar;
    QStringList m_paths;
};

} // namespace postreel
