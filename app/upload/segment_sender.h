// Sends the segments of one upload: reads each range, lets it leave, takes the answer, tries again.
// Invariant: a segment is on disk (index, range, try) before its APPEND leaves, and no index is in flight
// twice at a time.
#pragma once

#include "app/upload/upload_machine.h"
#include "app/upload/upload_services.h"

#include <QHash>
#include <QTimer>

namespace postreel {

class SegmentSender final : public QObject
{
    Q_OBJECT
public:
    // `record` is the upload as it is now; `keep` saves a changed one and answers whether that worked.
    SegmentSender(UploadServices &services, std::function<const Upload &()> record,
                  std::function<bool(const Upload &)> keep, QObject *parent);
    ~SegmentSender() override;

    // Hands out as many segments as pacing, slots and due retries allow.
    void sendMore();
    // No new segment leaves until sendMore(); what is in flight is ended after `ms`.
    void finishWithin(qint64 ms);
    void abortAll();

    bool isInFlight(int index) const { return m_out.contains(index); }
    // Bytes of segments in flight that were given to the socket: an estimate, never more than what is out.
    qint64 handedBytes() const;

Q_SIGNALS:
    void acked(int index, qint64 ms);
    void failed(const postreel::UploadEvent &event); // for the machine: whole-upload causes
    void retrying(int index, int nextTry, const postreel::Error &error, qint64 waitMs);
    void progressed();

private:
    struct Out
    {
        quint64 flight = 0; // 0: still being read
        qint64 handed = 0;
        qint64 length = 0;
        quint64 serial = 0;
    };

    void setOpen(bool open);
    int nextIndex();
    bool begin(int index);
    void readThenSend(int index, quint64 serial);
    void depart(int index, quint64 serial, const QByteArray &bytes);
    void answered(int index, quint64 serial, const Answer &answer);
    void judge(int index, const Error &error);
    void tryAgain(int index, const Error &error, qint64 delayMs);
    void release(int index);
    bool isProven(int index) const;
    QString base() const;

    UploadServices &m_services;
    std::function<const Upload &()> m_record;
    std::function<bool(const Upload &)> m_keep;
    QHash<int, Out> m_out;
    QHash<int, qint64> m_notBefore; // monotonic ms
    QHash<int, int> m_failures;     // since the last acknowledgement of any segment
    QTimer m_due;
    QTimer m_end;
    quint64 m_lastSerial = 0;
    bool m_open = false; // whether new segments may leave
    QMetaObject::Connection m_freed;
};

} // namespace postreel
