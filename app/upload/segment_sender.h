// Sends the segments of one upload: reads each range, lets it leave, takes the answer, tries again.
// Invariant: a segment is on disk (index, range, try) before its APPEND leaves, and no index is in flight
// twice at a time. The disk is waited for where the bytes are read: it must not hold up those that are on their way.
#pragma once

#include "app/upload/upload_machine.h"
#include "app/upload/upload_services.h"

#include <QHash>
#include <QTimer>

namespace postreel {

class SegmentSender final : public QObject, private SegmentSource
{
    Q_OBJECT
public:
    // `record` is the upload as it is now; `keep` saves a changed one, with Sync::Later, and answers whether that worked.
    SegmentSender(UploadServices &services, std::function<const Upload &()> record,
                  std::function<bool(const Upload &)> keep, QObject *parent);
    ~SegmentSender() override;

    // Asks for places in the order of uploads; segments leave as it gives them.
    void sendMore();
    // For the segments that will leave once X has given the media id.
    void openConnections();
    // No new segment leaves until sendMore(); what is in flight is ended after `ms`.
    void finishWithin(qint64 ms);
    void abortAll();

    QString link() const override;
    SendPriority claim() const override;
    bool isInFlight(int index) const { return m_out.contains(index); }
    // Bytes of segments in flight that were given to the socket: an estimate, never more than what is out.
    qint64 bytesSent() const;

Q_SIGNALS:
    void acked(int index, qint64 ms);
    void failed(const postreel::UploadEvent &event); // for the machine: whole-upload causes
    void fileDiffers(); // from the one that was checked
    void notSaved(const postreel::Error &error); // what `keep` answered yes for did not reach the disk
    void retrying(int index, int nextTry, const postreel::Error &error, qint64 waitMs);
    void progressed();

private:
    struct Out
    {
        quint64 request = 0; // 0: still being read
        qint64 bytesSent = 0;
        qint64 length = 0;
        quint64 serial = 0;
        bool slotReleased = false;  // another segment has its slot while its bytes are being read
        int concurrent = 0;    // most segments that were on their way on this link with it
    };

    bool hasNext() override;
    void sendNext() override;

    void setOpen(bool open);
    int nextIndex();
    QVector<Segment> nextRanges() const;
    bool start(int index);
    void releaseSlots();
    void notePace(const Error &error, int concurrent);
    void readThenSend(int index, quint64 serial);
    void unread(int index, const Error &error);
    void send(int index, quint64 serial, const QVector<QByteArray> &bytes);
    void answered(int index, quint64 serial, const Response &answer);
    void onFailed(int index, const Error &error);
    void sendSmaller(int index, const Error &error, int failures);
    void tryAgain(int index, const Error &error, qint64 delayMs);
    void release(int index);
    bool mayBeTooLarge(const Segment &segment) const;
    qint64 provenBytes() const;

    UploadServices &m_services;
    std::function<const Upload &()> m_record;
    std::function<bool(const Upload &)> m_keep;
    QHash<int, Out> m_out;
    QHash<int, qint64> m_notBefore; // monotonic ms
    QHash<int, int> m_failures;     // since the last acknowledgement of any segment
    QTimer m_due;
    QTimer m_end;
    QTimer m_slowRead;
    quint64 m_lastSerial = 0;
    bool m_open = false; // whether new segments may leave
};

} // namespace postreel
