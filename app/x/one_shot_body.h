// The body of a POST that can be read only once: a sequential device over pieces in memory.
// Invariant: bytes that were read are never served again, so QNetworkAccessManager cannot repeat the request by itself (with a
// rewindable body it did so up to four times). Under a speed limit it also holds back bytes: see Throttle.
#pragma once

#include <QIODevice>
#include <QVector>

namespace postreel {

class OneShotBody final : public QIODevice
{
    Q_OBJECT
public:
    explicit OneShotBody(QVector<QByteArray> pieces, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_piece >= m_pieces.size(); }
    qint64 bytesAvailable() const override;
    // Qt rewinds the body before it repeats a request by itself; refusing prevents that.
    bool reset() override { return false; }
    // Whether any byte was read: before that, X cannot have received the whole request.
    bool touched() const { return m_taken > 0; }

    // While throttled, serves only the budget that addBudget() grants; otherwise all there is.
    void setThrottled(bool throttled);
    // Whether it ever was throttled; its duration then says nothing about the link.
    bool wasThrottled() const { return m_wasThrottled; }
    // Raises the unused budget to `bytes`, but not beyond the rest of the body. Returns by how many bytes; 0 if not throttled.
    qint64 addBudget(qint64 bytes);

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QVector<QByteArray> m_pieces;
    qsizetype m_piece = 0;
    qsizetype m_within = 0;
    qint64 m_left = 0;
    qint64 m_taken = 0;
    qint64 m_budget = 0;
    bool m_throttled = false;
    bool m_wasThrottled = false;
};

} // namespace postreel
