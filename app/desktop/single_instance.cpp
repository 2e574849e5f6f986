#include "app/desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>
#include <cerrno>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace postreel {

namespace {

constexpr int retryMs = 100;   // between two tries while the other program starts or ends
constexpr int answerMs = 1000; // limit for connecting
constexpr char folderPrefix[] = "postreel-";

#ifdef Q_OS_UNIX
// sockaddr_un.sun_path takes 108 bytes with the terminating zero; macOS 104. The path of a profile can be longer, so
// the socket is in the session's runtime folder or, if that is too long as well, in the temporary folder or /tmp.
constexpr qsizetype maxSocketPath = 103;
constexpr qsizetype addedToFolder = sizeof "/postreel-XXXXXX/s" - 1;

QStringList socketFolders()
{
    QStringList folders;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    for (const QString &folder : {runtime, QDir::tempPath(), QStringLiteral("/tmp")})
        if (QDir::isAbsolutePath(folder) && QFileInfo(folder).isWritable()
            && QFile::encodeName(folder).size() + addedToFolder <= maxSocketPath)
            folders << folder;
    return folders;
}

// Another user could replace the records in it, and listen in our place for what a second start hands over.
bool isOfAnotherUser(const QFileInfo &folder)
{
    const uid_t user = geteuid();
    return user != 0 && folder.ownerId() != user && folder.ownerId() != 0;
}
#else
bool isOfAnotherUser(const QFileInfo &) { return false; }
#endif

} // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent), m_profile(QDir(profile).absolutePath()), m_lock(m_profile + QStringLiteral("/lock"))
{
    // Never stale by age: only the end of its owner frees the lock.
    m_lock.setStaleLockTime(0);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptCallers);
}

SingleInstance::~SingleInstance()
{
    if (!m_lock.isLocked())
        return;
    QFile::remove(recordPath());
    m_server.close();
    m_socketFolder.reset();
    m_lock.unlock();
}

void SingleInstance::stopListening()
{
    m_server.close();
}

bool makeProfile(const QString &path)
{
    const QFileInfo profile(path);
    if (profile.exists())
        return !isOfAnotherUser(profile);
    constexpr QFile::Permissions ownersAlone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const bool made = QDir().mkpath(profile.path()) && QDir().mkdir(path, ownersAlone);
    return made || QFileInfo(path).isDir(); // another start has just created it
}

SingleInstance::Claim SingleInstance::claim(int timeoutMs)
{
    if (!makeProfile(m_profile))
        return unusable();
    const QDeadlineTimer deadline(timeoutMs);
    do {
        if (m_lock.tryLock(retryMs))
            return listen() ? Claim::Ours : unusable();
        if (m_lock.error() != QLockFile::LockFailedError)
            return unusable();
        if (reach())
            return Claim::Running;
        // QLockFile considers a lock held when any program of our name has its process id; the lock on the open file,
        // which removeStaleLockFile() tries, certainly ends with its owner.
        m_lock.removeStaleLockFile();
    } while (!deadline.hasExpired());
    return Claim::Silent;
}

// Writes a trial file, since neither QLockFile nor QSaveFile keeps the system's error.
SingleInstance::Claim SingleInstance::unusable()
{
    const QString path = m_profile % QStringLiteral("/.trial");
    const QByteArray bytes(4096, ' '); // SQLite writes whole pages
    errno = 0;
    std::FILE *file = std::fopen(QFile::encodeName(path).constData(), "wb");
    bool written = file != nullptr;
    if (file) {
        written = std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file)
                      == static_cast<std::size_t>(bytes.size())
                  && std::fflush(file) == 0;
    }
    const int code = errno;
    if (file)
        std::fclose(file);
    QFile::remove(path);
    if (written)
        return Claim::Unusable;
    m_problem = {.kind = ErrorKind::Storage,
                 .detail = QString::fromLocal8Bit(std::strerror(code)),
                 .source = ErrorSource::System,
                 .subject = m_profile};
    bool full = code == ENOSPC;
#ifdef EDQUOT
    full = full || code == EDQUOT;
#endif
    if (full)
        m_problem.cause = ErrorCause::DiskFull;
    else if (code == EFBIG)
        m_problem.cause = ErrorCause::FileSizeLimit;
    return m_problem.cause == ErrorCause::None ? Claim::Unusable : Claim::NoRoom;
}

qint64 SingleInstance::holder() const
{
    qint64 pid = 0;
    QString host, name;
    return m_lock.getLockInfo(&pid, &host, &name) ? pid : 0;
}

bool SingleInstance::reach()
{
    QFile record(recordPath());
    if (!record.open(QIODevice::ReadOnly))
        return false;
    const QString name = QString::fromUtf8(record.read(4096)).trimmed();
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(name);
    if (name.isEmpty() || !socket->waitForConnected(answerMs))
        return false;
    m_connection = std::move(socket);
    return true;
}

bool SingleInstance::listen()
{
    removeStaleSocket();
    bool listening = false;
#ifdef Q_OS_UNIX
    const QStringList folders = socketFolders();
    for (const QString &folder : folders) {
        listening = listenAt(folder);
        if (listening)
            break;
    }
#else
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    const QByteArray hash = QCryptographicHash::hash(m_profile.toUtf8(), QCryptographicHash::Sha256);
    listening = m_server.listen(QLatin1String(folderPrefix) + QString::fromLatin1(hash.toHex().left(32)));
#endif
    QSaveFile record(recordPath());
    const bool recorded = listening && record.open(QIODevice::WriteOnly)
                          && record.write(m_server.fullServerName().toUtf8()) > 0 && record.commit();
    if (!recorded)
        m_lock.unlock();
    return recorded;
}

bool SingleInstance::listenAt(const QString &folder)
{
    // A folder of mode 0700 whose name nobody else can have taken before.
    m_socketFolder = std::make_unique<QTemporaryDir>(folder + u'/' + QLatin1String(folderPrefix) + QStringLiteral("XXXXXX"));
    return m_socketFolder->isValid() && m_server.listen(m_socketFolder->filePath(QStringLiteral("s")));
}

void SingleInstance::removeStaleSocket() const
{
    // Left behind by a killed program. The record is in the profile, which belongs to the user alone.
    QFile record(recordPath());
    if (!record.open(QIODevice::ReadOnly))
        return;
    const QFileInfo socket(QString::fromUtf8(record.read(4096)).trimmed());
    const QDir folder = socket.absoluteDir();
    if (socket.isAbsolute() && folder.dirName().startsWith(QLatin1String(folderPrefix))) {
        QFile::remove(socket.filePath());
        QDir().rmdir(folder.path());
    }
}

void SingleInstance::acceptCallers()
{
    while (QLocalSocket *caller = m_server.nextPendingConnection())
        Q_EMIT callerCame(caller);
}

} // namespace postreel
