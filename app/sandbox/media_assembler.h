// Assembles segments into one file and hashes it at the same time, on a thread of its own.
// Invariant: segments of one media item are appended in the order in which they were handed over; after
// `appended` the bytes are in the file and the segment's own file is not needed any more.
#pragma once

#include <QCryptographicHash>
#include <QObject>
#include <QThread>
#include <memory>
#include <unordered_map>

namespace postreel::sandbox {

// Lives on the assembler's thread.
class AssemblyWorker : public QObject
{
    Q_OBJECT
public:
    // Starts an assembly: truncates the file to `bytes` and hashes what remains.
    void begin(const QString &id, const QString &file, qint64 bytes);
    void append(const QString &id, const QString &file, int index, const QString &segment);
    void finish(const QString &id);

Q_SIGNALS:
    void appended(const QString &id, int index, bool ok);
    void finished(const QString &id, const QByteArray &sha256);

private:
    std::unordered_map<QString, std::unique_ptr<QCryptographicHash>> m_hashes;
};

class MediaAssembler : public QObject
{
    Q_OBJECT
public:
    explicit MediaAssembler(QObject *parent = nullptr);
    // Aborts the work under way; the journal knows what was appended, and the next start continues there.
    ~MediaAssembler() override;

    // Paths are absolute. See AssemblyWorker.
    void begin(const QString &id, const QString &file, qint64 bytes);
    void append(const QString &id, const QString &file, int index, const QString &segment);
    void finish(const QString &id);

Q_SIGNALS:
    void appended(const QString &id, int index, bool ok);
    // `sha256` is lower-case hexadecimal.
    void finished(const QString &id, const QByteArray &sha256);

private:
    QThread m_thread;
    AssemblyWorker *m_worker;
};

} // namespace postreel::sandbox
