// Files for the tests of this room: bytes written out and handmade boxes; film_kinds.h has the real ones.
// Invariant: everything lies within the folder that the test gives.
#pragma once

#include "tests/support/film_kinds.h"

#include <QDateTime>
#include <QFile>
#include <QTest>
#include <QtEndian>

namespace postreel::testing {

inline QString writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

// A file of that many bytes that takes no room on the disk.
inline QString writeSparse(const QString &path, qint64 size)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

inline void setTime(const QString &path, qint64 mtimeMs)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(mtimeMs), QFileDevice::FileModificationTime));
}

inline QByteArray big32(quint32 number)
{
    const quint32 raw = qToBigEndian(number);
    return {reinterpret_cast<const char *>(&raw), sizeof raw};
}

inline QByteArray box(const char *type, const QByteArray &body)
{
    return big32(static_cast<quint32>(body.size() + 8)) + QByteArray(type, 4) + body;
}

inline QByteArray movieHeader(quint32 timescale, quint32 duration)
{
    return box("mvhd", QByteArray(12, '\0') + big32(timescale) + big32(duration) + QByteArray(80, '\0'));
}

inline QByteArray trackHeader(quint16 width, quint16 height, bool turned = false)
{
    const quint32 one = 0x10000;
    const quint32 a = turned ? 0 : one;
    const quint32 b = turned ? one : 0;
    const QByteArray matrix = big32(a) + big32(b) + big32(0) + big32(turned ? quint32(-qint32(one)) : 0) +
                              big32(turned ? 0 : one) + QByteArray(12, '\0') + big32(0x40000000);
    return box("tkhd",
               QByteArray(40, '\0') + matrix + big32(quint32(width) << 16) + big32(quint32(height) << 16));
}

inline QByteArray handmadeMp4(quint32 durationMs, quint16 width, quint16 height)
{
    return box("ftyp", "isom" + big32(512) + "isommp41") +
           box("moov", movieHeader(1000, durationMs) + box("trak", trackHeader(width, height))) +
           box("mdat", QByteArray(64, 'm'));
}

// A Matroska with a segment of one empty cluster.
inline QByteArray handmadeMatroska()
{
    const QByteArray head("\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska", 16);
    const QByteArray cluster("\x1F\x43\xB6\x75\x83\xE7\x81\0", 8);
    return head + QByteArray("\x18\x53\x80\x67", 4) + char(0x80 + cluster.size()) + cluster;
}

} // namespace postreel::testing
