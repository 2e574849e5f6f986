// The media part of a request on its way in: a file of its own until somebody keeps it.
// Invariant: a ReceivedFile that nobody kept leaves nothing behind on the disk.
#pragma once

#include <QFile>
#include <QString>
#include <memory>

namespace postreel::sandbox {

class ReceivedFile
{
public:
    // Creates an empty file in that folder; null when the disk refuses.
    static std::unique_ptr<ReceivedFile> create(const QString &folder);
    ~ReceivedFile();

    // False when the disk refuses.
    bool write(const char *data, qint64 size);
    qint64 bytes() const { return m_bytes; }
    // The first bytes, enough to tell a file type from.
    const QByteArray &head() const { return m_head; }
    // As many of its bytes; for small files.
    QByteArray firstBytes(qint64 most);
    // Moves the file to that path, over an old one. After that it belongs to the caller.
    bool keepAs(const QString &path);
    // Is it the same, byte for byte, as `bytes()` bytes of that file from `offset`?
    bool sameAs(const QString &path, qint64 offset);

private:
    ReceivedFile() = default;

    QFile m_file;
    QByteArray m_head;
    qint64 m_bytes = 0;
    bool m_kept = false;
};

} // namespace postreel::sandbox
