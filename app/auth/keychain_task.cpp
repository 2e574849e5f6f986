#include "app/auth/keychain_task.h"

#include "app/base/log.h"

#include <QLibrary>
#include <qt6keychain/keychain.h>

namespace postreel {

namespace {

constexpr QLatin1String service("postreel");
// The value that overwrites an entry before it is deleted.
const QByteArray nothing = "{}";

StoreOutcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return StoreOutcome::Stored;
    case QKeychain::EntryNotFound: // of an entry that is known to exist, so it is locked
    case QKeychain::AccessDenied:  // what the Secret Service reports for a locked collection
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

// libsecret keeps its session with a keychain that has ended, even if a new one was started in its place: every call would fail
// until this program ends.
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
        // The Secret Service reports a locked entry as deleted and keeps it; writing to it first shows whether it is locked.
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setTextData(QString::fromUtf8(m_kind == Kind::Write ? m_value : nothing));
        return run(job);
    }
    case Kind::Settle:
        end({StoreOutcome::Stored, {}});
        Q_EMIT over();
    }
}

// The job has no parent: QtKeychain calls it back even if nobody waits for it any more.
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
