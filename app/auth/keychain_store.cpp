#include "app/auth/keychain_store.h"

#include "app/auth/keychain_task.h"

namespace postreel {

KeychainStore::KeychainStore(int limitMs, QObject *parent) : QObject(parent), m_limitMs(limitMs) {}

void KeychainStore::read(const QString &key, QObject *context, std::function<void(const StoreRead &)> done)
{
    hand(new KeychainTask(KeychainTask::Kind::Read, key, {}), context, std::move(done));
}

void KeychainStore::write(const QString &key, const StoredSignIn &signIn, QObject *context,
                          std::function<void(StoreOutcome)> done)
{
    hand(new KeychainTask(KeychainTask::Kind::Write, key, signIn.toJson()), context,
         [done = std::move(done)](const StoreRead &read) { done(read.outcome); });
}

void KeychainStore::remove(const QString &key, QObject *context, std::function<void(StoreOutcome)> done)
{
    hand(new KeychainTask(KeychainTask::Kind::Remove, key, {}), context,
         [done = std::move(done)](const StoreRead &read) { done(read.outcome); });
}

void KeychainStore::settle(QObject *context, std::function<void()> done)
{
    hand(new KeychainTask(KeychainTask::Kind::Settle, {}, {}), context,
         [done = std::move(done)](const StoreRead &) { done(); });
}

// Runs on the caller's thread. The queued connection makes `done` safe between threads: it ends with `context`.
void KeychainStore::hand(KeychainTask *task, QObject *context, std::function<void(const StoreRead &)> done)
{
    connect(task, &KeychainTask::ended, context, std::move(done), Qt::QueuedConnection);
    task->moveToThread(thread());
    QMetaObject::invokeMethod(this, [this, task] { enqueue(task); }, Qt::QueuedConnection);
}

void KeychainStore::enqueue(KeychainTask *task)
{
    task->setParent(this);
    connect(task, &KeychainTask::over, this, [this, task] {
        m_queue.removeOne(task);
        task->deleteLater();
        startNext();
    });
    m_queue.enqueue(task);
    task->await(m_limitMs);
    startNext();
}

void KeychainStore::startNext()
{
    if (!m_queue.isEmpty() && !m_queue.head()->isRunning())
        m_queue.head()->start();
}

} // namespace postreel
