// Random access to a file's bytes through a buffer of one piece: for parsers that read many places close to each other.
// Invariant: any offset is safe; a read never goes beyond the requested bytes or one piece, whichever is longer.
#pragma once

#include "app/media/files/bytes.h"

#include <QByteArray>
#include <QIODevice>
#include <algorithm>

namespace postreel {

class ByteWindow
{
public:
    explicit ByteWindow(QIODevice &device, qint64 pieceBytes = 64 * 1024)
        : m_device(device), m_size(device.size()), m_pieceBytes(pieceBytes)
    {
    }

    qint64 size() const { return m_size; }
    // Returns fewer bytes at the end of the file. The view is valid until the next call.
    QByteArrayView at(qint64 offset, qint64 length)
    {
        if (offset < 0 || offset >= m_size || length <= 0)
            return {};
        const qint64 wanted = std::min(length, m_size - offset);
        if (offset < m_begin || offset + wanted > m_begin + m_piece.size()) {
            m_begin = offset;
            m_piece = m_device.seek(offset) ? m_device.read(std::max(m_pieceBytes, wanted)) : QByteArray();
        }
        const qint64 from = offset - m_begin;
        return QByteArrayView(m_piece).sliced(from, std::clamp<qint64>(m_piece.size() - from, 0, wanted));
    }
    // Returns what the buffer holds from `offset` on, at least one byte unless that lies outside the file: for a search, which
    // would read nearly the same bytes again at each step if it asked for a length.
    QByteArrayView from(qint64 offset)
    {
        if (at(offset, 1).isEmpty())
            return {};
        return QByteArrayView(m_piece).sliced(offset - m_begin);
    }
    // Returns -1 outside the file.
    int byte(qint64 offset)
    {
        const QByteArrayView one = at(offset, 1);
        return one.isEmpty() ? -1 : static_cast<quint8>(one[0]);
    }

private:
    QIODevice &m_device;
    qint64 m_size;
    qint64 m_pieceBytes;
    qint64 m_begin = 0;
    QByteArray m_piece;
};

} // namespace postreel
