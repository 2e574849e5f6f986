// How a call of Engine crosses to the engine thread, and its answer back.
// Invariant: nothing waits; an answer comes on the main thread, and only while whoever asked is there.
#pragma once

#include "app/engine/engine_core.h"

#include <QPointer>

namespace postreel {

// The answer of a call, carried back to the main thread if whoever asked is still there.
template <typename T> std::function<void(T)> backTo(QObject *context, Engine::Answer<T> done)
{
    return [context = QPointer<QObject>(context), done = std::move(done)](T value) {
        if (context)
            QMetaObject::invokeMethod(
                context.data(), [done, value = std::move(value)] { done(value); }, Qt::QueuedConnection);
    };
}

template <typename Work> void Engine::onCore(Work work)
{
    QMetaObject::invokeMethod(
        m_core, [core = m_core, work = std::move(work)] { work(*core); }, Qt::QueuedConnection);
}

} // namespace postreel
