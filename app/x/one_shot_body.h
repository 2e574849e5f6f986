// The body of a POST that can be read once only: a sequential device over pieces in memory.
// Invariant: what was read is never served again, so QNetworkAccessManager cannot repeat the request by
// itself (it did so up to four times with a rewindable body).
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
    // Qt asks for a rewind before it repeats a request by itself; there is none.
    bool reset() override { return false; }
    // Whether a first byte was taken: until then X cannot have got the request whole.
    bool touched() const { return m_taken > 0; }

    // Governed: serves only what addBudget() allows (see Throttle). Off: serves all there is.
    void setThrottled(bool governed);
    // Whether it ever was, so that its time says nothing of the link.
    bool wasThrottled() const { return m_wasGoverned; }
    // Allows up to `bytes` more; answers how many of them were new, since what was not used yet counts.
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
    qint64 m_granted = 0;
    bool m_governed = false;
    bool m_wasGoverned = false;
};

} // namespace postreel
