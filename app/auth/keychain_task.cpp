#include "app/auth/keychain_task.h"

#include "app/base/log.h"

#include <QLibrary>
#include <qt6keychain/keychain.h>

namespace postreel {

namespace {

constexpr QLatin1String service("postreel");
// What an entry is overwritten with before it is removed.
const QByteArray nothing = "{}";

StoreOutcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return StoreOutcome::Stored;
    case QKeychain::EntryNotFound: // of an entry that we know of, so it is locked
    case QKeychain::AccessDenied:  // what the Secret Service says of a locked collection
        return StoreOutcome::Locked;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return StoreOutcome::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // on Linux: no bus, no service on it, or one without any collection
        break;
    }
    return StoreOutcome::Absent;
}

// libsecret goes on with what it agreed on with a keychain that has ended, also when another one was started in its
// place: every call would fail until we end.
void forgetSecretService()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    QLibrary secret(QStringLiteral("secret-1"), 0); // loaded by QtKeychain, if at all
    if (const QFunctionPointer disconnect = secret.resolve("secret_service_disconnect"))
        disconnect();
#endif
}

} // namespace

KeychainTask::KeychainTask(Kind kind, const QString &key, const QByteArray &value)
    : m_kind(kind), m_key(key), m_value(value)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end({StoreOutcome::TimedOut, {}});
        if (!m_running)
            Q_EMIT over();
    });
}

KeychainTask::~KeychainTask()
{
    m_value.fill('\0');
}

void KeychainTask::await(int limitMs)
{
    if (m_kind != Kind::Settle)
        m_limit.start(limitMs);
}

void KeychainTask::start()
{
    m_running = true;
    switch (m_kind) {
    case Kind::Read:
        return run(new QKeychain::ReadPasswordJob(service));
    case Kind::Write:
    case Kind::Remove: {
        // The Secret Service says of a locked entry that it was removed, and keeps it: writing shows the truth.
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setTextData(QString::fromUtf8(m_kind == Kind::Write ? m_value : nothing));
        return run(job);
    }
    case Kind::Settle:
        end({StoreOutcome::Stored, {}});
        Q_EMIT over();
    }
}

// A job has no parent: the keychain's library calls it back, even when nobody waits for it any more.
void KeychainTask::run(QKeychain::Job *job)
{
    job->setInsecureFallback(false);
    job->setKey(m_key);
    connect(job, &QKeychain::Job::finished, this, &KeychainTask::jobFinished);
    job->start();
}

void KeychainTask::jobFinished(QKeychain::Job *job)
{
    StoreRead read{outcomeOf(job->error()), {}};
    if (job->error() != QKeychain::NoError)
        qCInfo(logAuth) << "the keychain says" << static_cast<int>(job->error()) << job->errorString();
    if (read.outcome == StoreOutcome::Absent && !std::exchange(m_triedAgain, true)) {
        forgetSecretService();
        return start();
    }
    if (m_kind == Kind::Remove && !m_overwritten && read.outcome == StoreOutcome::Stored) {
        m_overwritten = true;
        return run(new QKeychain::DeletePasswordJob(service));
    }
    if (auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(job); reading && read.outcome == StoreOutcome::Stored) {
        const std::optional<StoredSignIn> signIn = StoredSignIn::fromJson(reading->textData().toUtf8());
        read = {signIn ? StoreOutcome::Stored : StoreOutcome::Damaged, signIn.value_or(StoredSignIn())};
    }
    end(read);
    Q_EMIT over();
}

void KeychainTask::end(const StoreRead &read)
{
    if (std::exchange(m_ended, true))
        return;
    m_limit.stop();
    Q_EMIT ended(read);
}

} // namespace postreel
