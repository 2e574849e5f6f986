#include "app/sandbox/media_assembler.h"

#include <QFile>

namespace postreel::sandbox {

namespace {
constexpr qint64 stepBytes = 1024 * 1024;

bool isLeaving()
{
    return QThread::currentThread()->isInterruptionRequested();
}
} // namespace

void AssemblyWorker::begin(const QString &id, const QString &path, qint64 bytes)
{
    auto hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
    QFile file(path);
    if (file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        file.resize(bytes);
        file.seek(0);
        for (QByteArray piece = file.read(stepBytes); !piece.isEmpty() && !isLeaving();
             piece = file.read(stepBytes))
            hash->addData(piece);
    }
    m_hashes[id] = std::move(hash);
}

void AssemblyWorker::append(const QString &id, const QString &path, int index, const QString &segment)
{
    const auto hash = m_hashes.find(id);
    if (hash == m_hashes.end()) // a segment before it could not be written: the next start resumes there
        return;
    QFile from(segment);
    QFile to(path);
    bool ok = from.open(QIODevice::ReadOnly | QIODevice::Unbuffered) &&
              to.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
    while (ok) {
        const QByteArray piece = from.read(stepBytes);
        if (piece.isEmpty()) {
            ok = from.error() == QFileDevice::NoError;
            break;
        }
        ok = to.write(piece) == piece.size();
        hash->second->addData(piece);
        if (isLeaving())
            return;
    }
    if (!ok)
        m_hashes.erase(hash);
    Q_EMIT appended(id, index, ok);
}

void AssemblyWorker::finish(const QString &id)
{
    const auto hash = m_hashes.find(id);
    if (hash == m_hashes.end())
        return;
    const QByteArray sha = hash->second->result().toHex();
    m_hashes.erase(hash);
    Q_EMIT finished(id, sha);
}

MediaAssembler::MediaAssembler(QObject *parent) : QObject(parent), m_worker(new AssemblyWorker)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &AssemblyWorker::appended, this, &MediaAssembler::appended);
    connect(m_worker, &AssemblyWorker::finished, this, &MediaAssembler::finished);
    m_thread.setObjectName(QStringLiteral("assembler"));
    m_thread.start(QThread::LowPriority);
}

MediaAssembler::~MediaAssembler()
{
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

void MediaAssembler::begin(const QString &id, const QString &file, qint64 bytes)
{
    AssemblyWorker *worker = m_worker;
    QMetaObject::invokeMethod(worker, [=] { worker->begin(id, file, bytes); });
}

void MediaAssembler::append(const QString &id, const QString &file, int index, const QString &segment)
{
    AssemblyWorker *worker = m_worker;
    QMetaObject::invokeMethod(worker, [=] { worker->append(id, file, index, segment); });
}

void MediaAssembler::finish(const QString &id)
{
    AssemblyWorker *worker = m_worker;
    QMetaObject::invokeMethod(worker, [=] { worker->finish(id); });
}

} // namespace postreel::sandbox
