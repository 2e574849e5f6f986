// The media part of a request while it arrives: a temporary file until keepAs() keeps it.
// Invariant: a ReceivedFile that was not kept leaves nothing on disk.
#pragma once

#include <QFile>
#include <QString>
#include <memory>

namespace postreel::sandbox {

class ReceivedFile
{
public:
    // Creates an empty file in that folder; null on failure.
    static std::unique_ptr<ReceivedFile> create(const QString &folder);
    ~ReceivedFile();

    // False if the write fails, e.g. on a full disk.
    bool write(const char *data, qint64 size);
    qint64 bytes() const { return m_bytes; }
    // The first bytes, enough to detect the file type.
    const QByteArray &head() const { return m_head; }
    // Reads up to `most` bytes from the start; for small files.
    QByteArray firstBytes(qint64 most);
    // Moves the file to that path, replacing an existing file. Afterwards it belongs to the caller.
    bool keepAs(const QString &path);
    // Whether `bytes()` bytes of the file at `path` from `offset` on are identical to this one.
    bool sameAs(const QString &path, qint64 offset);

private:
    ReceivedFile() = default;

    QFile m_file;
    QByteArray m_head;
    qint64 m_bytes = 0;
    bool m_kept = false;
};

} // namespace postreel::sandbox
