// Sends the segments of one upload: reads each range, sends it, handles the response, retries.
// Invariant: index, range and try of a segment are on disk before its APPEND is sent, and no index is in flight twice
// at a time. The file-reading thread does that disk sync, so that it does not delay segments in flight.
#pragma once

#include "app/upload/upload_machine.h"
#include "app/upload/upload_services.h"
#include "app/x/classify.h"

#include <QHash>
#include <QTimer>

namespace postreel {

class SegmentSender final : public QObject, private SegmentSource
{
    Q_OBJECT
public:
    // `record` returns the current upload; `keep` saves a changed one with Sync::Later and returns whether that
    // worked.
    SegmentSender(UploadServices &services, std::function<const Upload &()> record,
                  std::function<bool(const Upload &)> keep, QObject *parent);
    ~SegmentSender() override;

    // Queues for slots in the order of uploads; a segment is sent with each slot that is granted.
    void requestSlots();
    // Opens connections in advance for the segments that are sent once X has returned the media id.
    void openConnections();
    // Sends no new segment until requestSlots(); requests still in flight after `ms` are aborted.
    void finishWithin(qint64 ms);
    void abortAll();

    QString link() const override;
    SendPriority claim() const override;
    bool isInFlight(int index) const { return m_out.contains(index); }
    // Estimates the bytes of the segments in flight that were handed to the socket; never more than their length.
    qint64 bytesSent() const;

Q_SIGNALS:
    void acked(int index, qint64 ms);
    // For the upload machine: what a response means for the whole upload, a wait included. Its step is done when emit
    // returns: the sender may have been closed by then.
    void happened(const postreel::UploadEvent &event);
    void fileDiffers(); // the file is not the one that was checked
    void notSaved(const postreel::Error &error); // a change that `keep` accepted did not reach the disk
    void retrying(int index, int nextTry, const postreel::Error &error, qint64 waitMs);
    void progressed();

private:
    struct Out
    {
        quint64 request = 0; // 0: the file is still being read
        qint64 bytesSent = 0;
        qint64 length = 0;
        quint64 serial = 0;
        QString link; // whose slot it has: the account may be gone when it ends
        bool slotReleased = false;  // its slot went to another segment while its bytes are read
        int concurrent = 0;    // most segments that were in flight on this link at the same time
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
    FailureStreak m_streak;         // of all segments
    QHash<int, int> m_failures;     // since the last acknowledgement of any segment
    QTimer m_due;
    QTimer m_end;
    QTimer m_slowRead;
    quint64 m_lastSerial = 0;
    bool m_open = false; // whether new segments may be sent
};

} // namespace postreel
