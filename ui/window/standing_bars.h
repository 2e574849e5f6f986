// The bars that stand as long as their cause: records that cannot be written, a metered connection, files that
// hang.
// Invariant: at most one bar for each cause, and none without it.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/hanging_bar.h"

#include <QPointer>

namespace postreel {

class MessageArea;
class MessageBar;

class StandingBars : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it.
    StandingBars(Engine &engine, MessageArea &messages, QObject *parent = nullptr);

private:
    void tellTrouble(const Error &trouble);
    void tellMetered(int held);

    Engine &m_engine;
    MessageArea &m_messages;
    QPointer<MessageBar> m_trouble;
    QPointer<MessageBar> m_metered;
    HangingBar m_hanging;
};

} // namespace postreel
