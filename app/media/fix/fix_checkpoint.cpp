#include "app/media/fix/fix_checkpoint.h"

#include "app/media/probe/packet_times.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <algorithm>

namespace postreel {

namespace {

QByteArray keyIn(const QString &folder)
{
    QFile file(folder % QLatin1String("/key"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void beginWith(const QString &folder, const QByteArray &key)
{
    QDir(folder).removeRecursively();
    QDir().mkpath(folder);
    QFile file(folder % QLatin1String("/key"));
    if (file.open(QIODevice::WriteOnly))
        file.write(key); // without it the next run starts over
}

// Time of the last frame, in µs of the result; nothing if the chunk cannot be read.
std::optional<qint64> lastFrameOf(const QString &chunk)
{
    const FrameTimes times = packetTimes(chunk, QStringLiteral("video/mp2t"));
    if (!times.whole || times.frames.isEmpty())
        return std::nullopt;
    const auto last = std::max_element(times.frames.cbegin(), times.frames.cend(),
                                       [](const FrameTime &a, const FrameTime &b) { return a.at < b.at; });
    return last->at * 1'000'000 / times.ticksPerSecond - chunkClockUs;
}

// Checks the sync byte of each packet: after a power loss, a chunk may be empty, truncated, or full of zeros.
bool isSound(const QString &chunk)
{
    constexpr qint64 packetBytes = 188;
    constexpr qint64 pieceBytes = 4096 * packetBytes;
    constexpr char sync = 0x47;
    QFile file(chunk);
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0 || file.size() % packetBytes != 0)
        return false;
    while (!file.atEnd()) {
        const QByteArray piece = file.read(pieceBytes);
        for (qsizetype at = 0; at < piece.size(); at += packetBytes)
            if (piece[at] != sync)
                return false;
        if (piece.isEmpty())
            return false;
    }
    return true;
}

// Number of complete and intact chunks from the first one on.
int soundChunksIn(const QString &folder)
{
    const int whole = chunksIn(folder) - 1;
    int sound = 0;
    while (sound < whole && isSound(folder % u'/' % chunkName(sound)))
        ++sound;
    return sound;
}

} // namespace

QByteArray fixKey(const Inspection &source, const QVector<FixPass> &passes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const Fingerprint &print = source.fingerprint;
    hash.addData(QStringLiteral("%1 %2 ").arg(print.size).arg(print.mtimeMs).toLatin1());
    hash.addData(print.hash);
    for (const FixPass &pass : passes)
        hash.addData(pass.arguments.join(QChar(0)).toUtf8());
    return hash.result().toHex();
}

FixCheckpoint loadCheckpoint(const QString &folder, const QByteArray &key, qint64 chunkMs)
{
    if (keyIn(folder) != key) {
        beginWith(folder, key);
        return {.chunks = {.ms = chunkMs}};
    }
    FixCheckpoint leftovers{.chunks = {.ms = chunkMs}, .firstPass = QFile::exists(folder % u'/' % QLatin1String(firstPassDone))};
    if (chunkMs == 0)
        return leftovers;
    leftovers.chunks.sound = QFile::exists(folder % u'/' % QLatin1String(chunkSoundFile));
    for (leftovers.chunks.done = soundChunksIn(folder); leftovers.chunks.done > 0; --leftovers.chunks.done)
        if (const auto last = lastFrameOf(folder % u'/' % chunkName(leftovers.chunks.done - 1))) {
            leftovers.chunks.lastFrameUs = *last;
            break;
        }
    for (int i = leftovers.chunks.done; QFile::remove(folder % u'/' % chunkName(i)); ++i) { // encoded again
    }
    return leftovers;
}

bool holdsWork(const QString &folder)
{
    return !keyIn(folder).isEmpty() && (chunksIn(folder) > 1 || QFile::exists(folder % u'/' % QLatin1String(firstPassDone)));
}

void discardCheckpoint(const QString &folder)
{
    QFile::remove(folder % QLatin1String("/key"));
}

int chunksIn(const QString &folder)
{
    int count = 0;
    while (QFile::exists(folder % u'/' % chunkName(count)))
        ++count;
    return count;
}

QString chunkName(int index)
{
    return QStringLiteral("chunk-%1.ts").arg(index, 5, 10, QLatin1Char('0'));
}

} // namespace postreel
