#include "app/media/files/fingerprint.h"

#include "app/media/files/file_check.h"

#include <QCryptographicHash>
#include <algorithm>
#include <QtEndian>

namespace postreel {

namespace {

constexpr qint64 endBytes = 64 * 1024;
constexpr qint64 sampleBytes = 16 * 1024;
constexpr int samples = 8;
constexpr qint64 headBytes = 8 * 1024; // a recorder may rewrite them when it finishes
constexpr qint64 wholeBytes = 2 * endBytes + samples * sampleBytes;

struct Piece
{
    qint64 offset;
    qint64 length;
};

// Consecutive without overlap; their lengths add up to wholeBytes at most.
QVector<Piece> piecesOf(qint64 size)
{
    if (size <= wholeBytes)
        return {{0, size}};
    QVector<Piece> pieces{{0, endBytes}};
    const qint64 gap = (size - wholeBytes) / (samples + 1);
    qint64 offset = endBytes;
    for (int i = 0; i < samples; ++i) {
        offset += gap;
        pieces << Piece{offset, sampleBytes};
        offset += sampleBytes;
    }
    pieces << Piece{size - endBytes, endBytes};
    return pieces;
}

bool closeInTime(qint64 aMs, qint64 bMs)
{
    constexpr qint64 fatMs = 2000;
    const bool oneIsWhole = aMs % 1000 == 0 || bMs % 1000 == 0;
    return aMs == bMs || (oneIsWhole && qAbs(aMs - bMs) < fatMs);
}

// Fingerprint of the first `size` bytes, without a modification time.
Result<Fingerprint> fingerprintOfFirst(QFile &open, qint64 size)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QCryptographicHash body(QCryptographicHash::Sha256);
    const qint64 bigEndian = qToBigEndian(size);
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&bigEndian), sizeof bigEndian));
    for (const Piece &piece : piecesOf(size)) {
        const auto bytes = readBytes(open, piece.offset, piece.length);
        if (!bytes)
            return bytes.error();
        if (bytes->size() != piece.length)
            return {ErrorKind::FileChanged, fileNameOf(open.fileName())};
        hash.addData(*bytes);
        body.addData(QByteArrayView(*bytes).sliced(std::clamp<qint64>(headBytes - piece.offset, 0, piece.length)));
    }
    return Fingerprint{.size = size, .hash = hash.result(), .body = body.result()};
}

} // namespace

Result<Fingerprint> fingerprintOf(QFile &open)
{
    const FileStamp before = stampOf(open);
    Result<Fingerprint> print = fingerprintOfFirst(open, before.size);
    if (!print)
        return print;
    if (stampOf(open) != before)
        return {ErrorKind::FileChanged, fileNameOf(open.fileName())};
    Fingerprint whole = print.take();
    whole.mtimeMs = before.mtimeMs;
    return whole;
}

Result<Fingerprint> fingerprintOf(const QString &path)
{
    const auto file = openRegularFile(path);
    if (!file)
        return file.error();
    return fingerprintOf(**file);
}

bool sameFile(const Fingerprint &a, const Fingerprint &b)
{
    return a.valid() && a.size == b.size && a.hash == b.hash && closeInTime(a.mtimeMs, b.mtimeMs);
}

bool hasGrown(const QString &path, const Fingerprint &before)
{
    const auto file = openRegularFile(path);
    if (!file || !before.valid() || stampOf(**file).size <= before.size)
        return false;
    const Result<Fingerprint> now = fingerprintOfFirst(**file, before.size);
    return now && (now->hash == before.hash || (before.size > headBytes && now->body == before.body));
}

bool isUntouched(const QString &path, const Fingerprint &fingerprint)
{
    const auto file = openRegularFile(path);
    return file && stampOf(**file) == FileStamp{.size = fingerprint.size, .mtimeMs = fingerprint.mtimeMs};
}

} // namespace postreel
