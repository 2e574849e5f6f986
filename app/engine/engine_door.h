// How a call of Engine crosses to the engine thread, and its answer back.
// Invariant: nothing waits; an answer comes on the main thread, and only while whoever asked is there, which is known on
// that thread alone.
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
