// The thread of an Engine, and how calls cross to it and their results back.
// Invariant: nothing blocks but leave(); a result is delivered on the main thread, and only while its `context` lives, which
// is checked on that thread alone.
#pragma once

#include "app/base/queued_calls.h"
#include "app/engine/callback.h"
#include "app/engine/engine_core.h"

#include <QDeadlineTimer>
#include <QThread>

namespace postreel {

class KeychainStore;

class EngineThread final
{
public:
    // Creates the engine's core; it does nothing before start().
    explicit EngineThread(EngineOptions options);
    ~EngineThread(); // after leave()
    Q_DISABLE_COPY_MOVE(EngineThread)

    void start() { m_thread->start(); }
    // Ends the thread and all its work; `receivers` get no signal of the core from here on. Returns false if the thread has
    // not ended by then: it is abandoned.
    bool leave(QDeadlineTimer until, const QList<QObject *> &receivers);

    // For connections to its signals; null after leave().
    EngineCore *core() const { return m_core; }
    // Runs `work` on the engine thread, in the order of the calls; not at all after leave().
    template <typename Work> void onCore(Work work)
    {
        if (m_core)
            QMetaObject::invokeMethod(
                m_core, [core = m_core, work = std::move(work)] { work(*core); }, Qt::QueuedConnection);
    }
    // For the engine thread to call with the result.
    template <typename T> Callback<T> backTo(QObject *context, Callback<T> done)
    {
        return [calls = m_answers.sender(), context = QPointer<QObject>(context), done = std::move(done)](T value) {
            calls.send(context, [done, value = std::move(value)] { done(value); });
        };
    }
    // Represents `context` on the engine thread: destroyed soon after it.
    QObject *standIn(QObject *context);

private:
    std::unique_ptr<KeychainStore> m_keychain; // must live on the main thread; null: another store was given
    std::unique_ptr<QThread> m_thread;
    QueuedCalls m_answers;
    EngineCore *m_core = nullptr; // lives and dies on m_thread
};

} // namespace postreel
