// Message bars that are shown as long as their cause lasts: a storage error, a metered connection, files that do not respond.
// Invariant: at most one bar for each cause, and none without it.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/unresponsive_files_bar.h"

#include <QPointer>

namespace postreel {

class MessageArea;
class MessageBar;

class StatusMessages : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it.
    StatusMessages(Engine &engine, MessageArea &messages, QObject *parent = nullptr);

private:
    void showError(const Error &trouble);
    void showMetered(int held);

    Engine &m_engine;
    MessageArea &m_messages;
    QPointer<MessageBar> m_trouble;
    QPointer<MessageBar> m_metered;
    UnresponsiveFilesBar m_hanging;
};

} // namespace postreel
