// One upload in progress: runs the upload machine on its record and executes the commands.
// Invariant: a step is saved before its commands run, and its commands run before it is announced. An acknowledgement reaches
// the disk with the next segment that leaves or the next change of state: a cut of power may send it again, a kill does not.
#pragma once

#include "app/base/wall_timer.h"
#include "app/media/inspect.h"
#include "app/upload/meter.h"
#include "app/upload/segment_sender.h"
#include "app/x/media_calls.h"

#include <QTimer>

namespace postreel {

class Uploader final : public QObject
{
    Q_OBJECT
public:
    // `saved` is a record as the store has it, or a new one that was saved by the caller.
    Uploader(UploadServices &services, const Upload &saved, QObject *parent);
    ~Uploader() override;

    const Upload &record() const { return m_record; }
    // An event from outside: Start, Pause, Resume, Cancel, Retry, SendAnyway, SignedIn, Online, Restored.
    void handle(const UploadEvent &event);
    // After the disk could not be written: goes on where the record stands, if it was stopped by that.
    void resumeAfterDiskError();
    // Of one that is Ready, before its Post is made: looks at the file once more. `then` is told what to handle if it is
    // another than the one that was sent; nothing if it is the same, or away. It is not called once this object is gone.
    void lookAtFile(std::function<void(const std::optional<event::FileChanged> &)> then);
    // After a sleep of the computer, or when its clock was set: what waits looks at the clock.
    void lookAtClock();
    // Changes what a person may change: alt text and the like. `edit` must not touch the state.
    bool change(const std::function<void(Upload &)> &edit);

    // The record was changed and saved by the caller; the state is what it was.
    void take(const Upload &saved);
    // The record was removed by the caller: what is under way ends, and nothing more is done or saved.
    void end();

    bool isInFlight(int index) const { return m_sender.isInFlight(index); }
    // What it has to say for itself among those that send, and over which link.
    SendPriority claim() const { return m_sender.claim(); }
    QString link() const { return m_sender.link(); }
    // Acknowledged bytes and, while it sends, a bounded estimate of those in flight: it never goes back then,
    // but for a new start. Whatever else it does, the acknowledged ones alone.
    qint64 shownBytes() const { return m_shownBytes; }
    const Meter &meter() const { return m_meter; }
    // How far the fix is, while Fixing.
    const FixProgress &fix() const { return m_fix; }

    // A person's word on the fix: when the Post has to be out, and that it is to stop.
    void setOutBy(qint64 atMs);
    void stopFixing();

Q_SIGNALS:
    void stateChanged(const QString &id, postreel::UploadState from, postreel::UploadState to);
    void segmentAcked(const QString &id, int index, qint64 bytes, qint64 acked, qint64 total);
    void progressed(const QString &id); // at most ten times a second
    void finalized(const QString &id, const QString &mediaId);
    void processingStateChanged(const QString &id, const QString &state, int percent);
    void waiting(const QString &id, postreel::WaitReason reason, qint64 untilAtMs);
    void fixing(const QString &id, postreel::FixKind kind, int percent, qint64 leftMs);
    void retrying(const QString &id, int index, int nextTry, const postreel::Error &error, qint64 waitMs);
    void failed(const QString &id, const postreel::Error &error);
    void notSaved(const QString &id, const postreel::Error &error); // it stands still until resumeAfterDiskError()
    void changed(const QString &id); // anything of the record

private:
    void execute(const UploadCommand &command);
    void announce(const Upload &before);
    bool keep(const Upload &next, Sync sync = Sync::Now);
    void suspendOnDiskError(const Error &error);
    void notRecorded(const UploadEvent &event);
    static bool isUserCommand(const UploadEvent &said);
    bool askedIfMetered();
    bool mayWork(UploadCommand::Kind kind);

    void check();
    void scan(const Inspection &seen);
    void show(const Inspection &seen);
    void subscribed(const Inspection &seen);
    void evaluated(const Inspection &seen);
    FixOffer offerFor(const Inspection &seen) const;
    Inspection wanted(const Inspection &seen) const;
    FixRequest wish() const;
    void fix();
    void reportFix(const FixProgress &progress);
    void leaveFix();
    void recheck(bool beforeFinalize);
    bool isAnother(const Result<Fingerprint> &now) const;
    event::FileChanged fileChanged(bool grew) const;
    void awaitQuiet();
    void awaitFile();
    void fixFailed(const Error &error);
    void soon(std::function<void()> work);
    void initialize(WireForm form, const std::optional<Error> &firstError);
    void finalize();
    void askStatus(qint64 afterMs);
    void dropPoll();
    bool isOfAnother(const MediaStatus &status) const;
    void readStatus(const Result<MediaStatus> &status);
    void wake(qint64 atMs);
    void watchExpiry(qint64 notBeforeMs); // on X's clock
    void expire();
    void onFailed(Call call, const Error &error);
    qint64 expiresAt(qint64 afterMs) const;
    bool restarted(const Upload &before) const;
    void countShown(const Upload &before);
    void showProgress();

    template <typename CallClass>
    void send(const CallClass &call, std::function<void(const Result<typename CallClass::Value> &)> done);

    UploadServices &m_services;
    Upload m_record;
    SegmentSender m_sender;
    Meter m_meter;
    WallTimer m_timer; // Wake, AskStatus and WatchExpiry exclude each other
    QTimer m_progress;
    qint64 m_shownBytes = 0;
    FixProgress m_fix;
    std::optional<Inspection> m_seen; // the original, as it was looked at last in this run
    bool m_stuck = false; // a step of it could not be recorded
    QVector<UploadEvent> m_unsavedEvents; // what a person said meanwhile; done before all else once it can be recorded
    qint64 m_fileLookMs = 0; // how long ago the last look for a file that is away was; it grows until a segment gets through
    bool m_ended = false; // there is no record of it any more
    qint64 m_pollAtMs = 0; // on X's clock, from RateLimitTracker::pollAt(): when its next STATUS may leave; 0: it has no such time
    quint64 m_step = 0; // grows with every change of state: answers of an older step are stale
};

} // namespace postreel
