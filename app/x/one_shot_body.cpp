#include "app/x/one_shot_body.h"

#include <algorithm>
#include <cstring>

namespace postreel {

OneShotBody::OneShotBody(QVector<QByteArray> pieces, QObject *parent)
    : QIODevice(parent), m_pieces(std::move(pieces))
{
    m_pieces.removeIf([](const QByteArray &piece) { return piece.isEmpty(); });
    for (const QByteArray &piece : std::as_const(m_pieces))
        m_left += piece.size();
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::bytesAvailable() const
{
    return (m_throttled ? std::min(m_left, m_budget) : m_left) + QIODevice::bytesAvailable();
}

void OneShotBody::setThrottled(bool throttled)
{
    m_throttled = throttled;
    m_wasThrottled = m_wasThrottled || throttled;
    m_budget = 0;
    if (!throttled && m_left > 0)
        Q_EMIT readyRead();
}

qint64 OneShotBody::addBudget(qint64 bytes)
{
    const qint64 fresh = std::min(bytes - m_budget, m_left - m_budget);
    if (!m_throttled || fresh <= 0)
        return 0;
    m_budget += fresh;
    Q_EMIT readyRead();
    return fresh;
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    if (m_throttled && m_left > 0)
        maxSize = std::min(maxSize, m_budget);
    qint64 copied = 0;
    while (copied < maxSize && m_piece < m_pieces.size()) {
        const QByteArray &piece = m_pieces.at(m_piece);
        const qint64 part = std::min<qint64>(maxSize - copied, piece.size() - m_within);
        std::memcpy(data + copied, piece.constData() + m_within, static_cast<std::size_t>(part));
        copied += part;
        m_within += part;
        if (m_within == piece.size()) {
            m_pieces[m_piece].clear(); // memory is freed as the bytes are sent
            ++m_piece;
            m_within = 0;
        }
    }
    m_taken += copied;
    m_left -= copied;
    if (m_throttled)
        m_budget -= copied;
    return copied == 0 && m_left == 0 ? -1 : copied;
}

} // namespace postreel
