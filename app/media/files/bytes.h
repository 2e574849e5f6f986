// Reads numbers from untrusted bytes.
// Invariant: a read that does not fit into the bytes returns 0 and touches no memory.
#pragma once

#include <QByteArrayView>
#include <QtEndian>
#include <algorithm>
#include <cstring>

namespace postreel {

template <typename T> T rawAt(QByteArrayView bytes, qint64 offset)
{
    T number = 0;
    if (offset >= 0 && offset <= bytes.size() - static_cast<qint64>(sizeof(T)))
        std::memcpy(&number, bytes.data() + offset, sizeof(T));
    return number;
}

template <typename T> T readBig(QByteArrayView bytes, qint64 offset)
{
    return qFromBigEndian(rawAt<T>(bytes, offset));
}

template <typename T> T readLittle(QByteArrayView bytes, qint64 offset)
{
    return qFromLittleEndian(rawAt<T>(bytes, offset));
}

// A power loss can leave zeros in place of the bytes that were written.
inline bool isAllZeros(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

} // namespace postreel
