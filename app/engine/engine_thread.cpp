#include "app/engine/engine_thread.h"

#include "app/auth/keychain_store.h"

namespace postreel {

EngineThread::EngineThread(EngineOptions options) : m_thread(std::make_unique<QThread>())
{
    makeProfileFolder(options.profile);
    if (!options.keychain) {
        m_keychain = std::make_unique<KeychainStore>();
        options.keychain = m_keychain.get();
    }
    m_core = new EngineCore(options);
    m_core->moveToThread(m_thread.get());
    m_thread->setObjectName(QStringLiteral("engine"));
}

EngineThread::~EngineThread() = default;

bool EngineThread::leave(QDeadlineTimer until, const QList<QObject *> &receivers)
{
    if (!m_core)
        return true;
    for (const QObject *receiver : receivers)
        m_core->disconnect(receiver);
    std::exchange(m_core, nullptr)->deleteLater(); // deleted on its own thread, before quit() takes effect there
    m_thread->quit();
    if (m_thread->wait(until))
        return true;
    // Every step is saved before it is carried out, so nothing is lost with the thread.
    (void)m_thread.release();
    (void)m_keychain.release(); // that thread may still use it
    return false;
}

QObject *EngineThread::standIn(QObject *context)
{
    auto *standIn = new QObject;
    standIn->moveToThread(m_thread.get());
    QObject::connect(context, &QObject::destroyed, standIn, &QObject::deleteLater);
    return standIn;
}

} // namespace postreel
