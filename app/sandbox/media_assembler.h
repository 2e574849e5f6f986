// Puts segments together into one file and hashes it on the way, on a thread of its own.
// Invariant: segments of one media are appended in the order in which they were handed over; after
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
    // Cuts the file to `bytes` and hashes what is there: the start of every assembly.
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
    // Gives up what is under way: the journal knows what was appended, the next start goes on there.
    ~MediaAssembler() override;

    // Paths are absolute. See AssemblyWorker.
    void begin(const QString &id, const QString &file, qint64 bytes);
    void append(const QString &id, const QString &file, int index, const QString &segment);
    void finish(const QString &id);

Q_SIGNALS:
    void appended(const QString &id, int index, bool ok);
    // SHA-256 in lower-case hexadecimal.
    void finished(const QString &id, const QByteArray &sha256);

private:
    QThread m_thread;
    AssemblyWorker *m_worker;
};

} // namespace postreel::sandbox
