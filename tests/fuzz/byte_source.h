// The input of a fuzz target, taken piece by piece, and the way to say that a property is broken.
// Behind its end it gives zeros, so that every input is a whole one.
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QVector>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace postreel::fuzzing {

class ByteSource
{
public:
    ByteSource(const uint8_t *data, std::size_t size)
        : m_data(reinterpret_cast<const char *>(data)), m_left(static_cast<qsizetype>(size))
    {
    }

    bool atEnd() const { return m_left == 0; }
    quint8 byte()
    {
        if (m_left == 0)
            return 0;
        --m_left;
        return static_cast<quint8>(*m_data++);
    }
    // 0 … `count` - 1.
    int below(qsizetype count) { return static_cast<int>(byte() % count); }
    qint64 number()
    {
        quint64 bits = 0;
        for (int i = 0; i < 8; ++i)
            bits = bits << 8 | byte();
        return static_cast<qint64>(bits);
    }
    QByteArray bytes(qsizetype count)
    {
        const qsizetype taken = std::min(count, m_left);
        const QByteArray piece(m_data, taken);
        m_data += taken;
        m_left -= taken;
        return piece;
    }
    QString text(qsizetype count) { return QString::fromUtf8(bytes(count)); }
    // Up to the next `end`, which is taken, too.
    QByteArray upTo(char end)
    {
        const QByteArray piece = bytes(std::find(m_data, m_data + m_left, end) - m_data);
        byte();
        return piece;
    }
    QByteArray rest() { return bytes(m_left); }

private:
    const char *m_data;
    qsizetype m_left;
};

// Ends the run with what is broken, which libFuzzer reports as a crash with its stack.
inline void must(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken property: %s\n", property);
    std::abort();
}

// The ways in which a network may cut bytes into pieces: whole, one by one, and as the input says.
inline QVector<QByteArrayList> cutsOf(const QByteArray &bytes, quint8 stride)
{
    QVector<QByteArrayList> ways{{bytes}, {}, {}};
    for (qsizetype at = 0; at < bytes.size(); ++at)
        ways[1] << bytes.mid(at, 1);
    for (qsizetype at = 0, length = 1 + stride % 97; at < bytes.size();
         at += length, length = 1 + length * 7 % 97)
        ways[2] << bytes.mid(at, length);
    return ways;
}

} // namespace postreel::fuzzing
