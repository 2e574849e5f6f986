// How calls of Engine cross to the engine thread, and their results back.
// Invariant: nothing blocks; a result is delivered on the main thread, and only while its `context` lives, which is
// checked on that thread alone.
#pragma once

#include "app/engine/engine_core.h"

namespace postreel {

template <typename T> std::function<void(T)> Engine::backTo(QObject *context, Callback<T> done)
{
    return [calls = m_answers.sender(), context = QPointer<QObject>(context), done = std::move(done)](T value) {
        calls.send(context, [done, value = std::move(value)] { done(value); });
    };
}

template <typename Work> void Engine::onCore(Work work)
{
    if (m_core)
        QMetaObject::invokeMethod(
            m_core, [core = m_core, work = std::move(work)] { work(*core); }, Qt::QueuedConnection);
}

} // namespace postreel
