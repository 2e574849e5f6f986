#include "app/sandbox/received_file.h"

#include "app/sandbox/media_rules.h"

#include <QDir>
#include <QTemporaryFile>
#include <algorithm>

namespace postreel::sandbox {

namespace {
constexpr qsizetype headBytes = mediaRules::sniffedBytes;
constexpr qint64 compareBytes = 256 * 1024;
} // namespace

std::unique_ptr<ReceivedFile> ReceivedFile::create(const QString &folder)
{
    QTemporaryFile named(QDir(folder).filePath(QStringLiteral("XXXXXXXX.part")));
    named.setAutoRemove(false);
    if (!named.open())
        return nullptr;
    std::unique_ptr<ReceivedFile> file(new ReceivedFile);
    file->m_file.setFileName(named.fileName());
    named.close();
    if (!file->m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return nullptr;
    return file;
}

ReceivedFile::~ReceivedFile()
{
    m_file.close();
    if (!m_kept)
        m_file.remove();
}

bool ReceivedFile::write(const char *data, qint64 size)
{
    if (m_head.size() < headBytes)
        m_head.append(data, std::min<qint64>(size, headBytes - m_head.size()));
    m_bytes += size;
    return m_file.write(data, size) == size;
}

QByteArray ReceivedFile::firstBytes(qint64 most)
{
    return m_file.seek(0) ? m_file.read(most) : QByteArray();
}

bool ReceivedFile::keepAs(const QString &path)
{
    m_file.close();
    QFile::remove(path);
    m_kept = QFile::rename(m_file.fileName(), path);
    return m_kept;
}

bool ReceivedFile::sameAs(const QString &path, qint64 offset)
{
    QFile other(path);
    if (!other.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !other.seek(offset) || !m_file.seek(0))
        return false;
    for (qint64 left = m_bytes; left > 0;) {
        const QByteArray ours = m_file.read(std::min(left, compareBytes));
        if (ours.isEmpty() || other.read(ours.size()) != ours)
            return false;
        left -= ours.size();
    }
    return true;
}

} // namespace postreel::sandbox
