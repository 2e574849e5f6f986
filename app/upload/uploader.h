// One upload in progress: runs the upload machine on its record and executes the commands.
// Invariant: a step is saved before its commands run, and its commands run before its signals are emitted. An
// acknowledgement reaches the disk with the next segment sent or the next change of state: after a power cut the
// segment may be sent again, after a kill it is not.
#pragma once

#include "app/base/wall_timer.h"
#include "app/media/rules/inspect.h"
#include "app/upload/segment_sender.h"
#include "app/upload/shown_progress.h"
#include "app/x/classify.h"
#include "app/x/media_calls.h"

#include <QTimer>

namespace postreel {

class Uploader final : public QObject
{
    Q_OBJECT
public:
    // `saved`: a record as stored; the caller saves a new one first.
    Uploader(UploadServices &services, const Upload &saved, QObject *parent);
    ~Uploader() override;

    const Upload &record() const { return m_record; }
    // Handles an event from outside, such as Start, Fix, Pause, Resume, Cancel, Retry, SendAnyway, SignedIn or
    // Online.
    void handle(const UploadEvent &event);
    // Call it when the disk may be writable again: continues from the record if a failed save had stopped the upload.
    void resumeAfterDiskError();
    // For an upload in Ready, before Create Post: checks the file once more. `then` gets the event to handle if the
    // file is not the one that was sent; nullopt if it is the same or missing. Not called once this object is
    // destroyed.
    void checkFile(std::function<void(const std::optional<event::FileChanged> &)> then);
    // Call it after a sleep of the computer or a change of its clock: waits are checked against the clock.
    void checkClock();
    // Changes what the user may change, such as alt text. `edit` must not touch the state. Returns false if it could
    // not be saved.
    bool change(const std::function<void(Upload &)> &edit);

    // Takes over a record that the caller changed and saved; its state must be the same.
    void take(const Upload &saved);
    // Call it after removing the record: ends all work; nothing is saved afterwards.
    void end();

    bool isInFlight(int index) const { return m_sender.isInFlight(index); }
    // Its priority among the uploads that send, and the link that it uses.
    SendPriority claim() const { return m_sender.claim(); }
    QString link() const { return m_sender.link(); }
    const ShownProgress &shown() const { return m_shown; }
    // Progress of the fix, while Fixing.
    const FixProgress &fix() const { return m_fix; }

    // User commands for the fix: when the Post has to be out (wall clock, ms; 0: no deadline), and stop.
    void setDeadline(qint64 atMs);
    void stopFixing();

Q_SIGNALS:
    // Single events, for the record of a run. The window follows changed() alone.
    void stateChanged(const QString &id, postreel::UploadState from, postreel::UploadState to);
    void segmentAcked(const QString &id, int index, qint64 bytes, qint64 acked, qint64 total);
    void progressed(const QString &id); // at most ten times a second
    void finalized(const QString &id, const QString &mediaId);
    void processingStateChanged(const QString &id, const QString &state, int percent);
    void waiting(const QString &id, postreel::WaitReason reason, qint64 untilAtMs);
    void fixing(const QString &id, postreel::FixKind kind, int percent, qint64 leftMs);
    void retrying(const QString &id, int index, int nextTry, const postreel::Error &error, qint64 waitMs);
    void failed(const QString &id, const postreel::Error &error); // has entered Failed
    void notSaved(const QString &id, const postreel::Error &error); // the upload stops until resumeAfterDiskError()
    void changed(const QString &id); // anything of it: the record, the progress of its fix, a retry

private:
    // uploader.cpp: steps of the machine, and calls of X
    bool keep(const Upload &next, Sync sync = Sync::Now);
    void notRecorded(const UploadEvent &event);
    void suspendOnDiskError(const Error &error);
    void announce(const Upload &before);
    void showProgress();
    bool mayWork(UploadCommand::Kind kind);
    void execute(const UploadCommand &command);
    bool askedIfMetered();
    void soon(std::function<void()> work);
    void initialize(WireForm form, const std::optional<Error> &firstError);
    void finalize();
    bool isOfAnother(const MediaStatus &status) const;
    void readStatus(const Result<MediaStatus> &status);
    void onFailed(Call call, const Error &error);
    void expire();

    // uploader_file.cpp: the file and its fix
    void check();
    void scan(const Inspection &seen);
    void recordVerdict(const Inspection &seen);
    void applySubscription(const Inspection &seen);
    void onEvaluated(const Inspection &seen);
    FixOffer offerFor(const Inspection &seen) const;
    Inspection withChosenSound(const Inspection &seen) const;
    FixRequest fixRequest() const;
    void fix();
    void reportFix(const FixProgress &progress);
    void fixFailed(const Error &error);
    void leaveFix();
    void recheck(bool beforeFinalize);
    bool isAnother(const Result<Fingerprint> &now) const;
    event::FileChanged fileChanged(bool grew) const;
    void awaitQuiet();
    void awaitFile();

    // uploader_file.cpp: what comes later, by the clock or with the disk
    void wake(qint64 atMs);
    void watchExpiry(qint64 notBeforeMs); // `notBeforeMs`: X's clock
    qint64 expiresAt(qint64 afterMs) const;
    void askStatus(qint64 afterMs);
    void dropPoll();
    static bool isUserCommand(const UploadEvent &said);

    template <typename CallClass>
    void send(const CallClass &call, std::function<void(const Result<typename CallClass::Value> &)> done);

    UploadServices &m_services;
    Upload m_record;
    SegmentSender m_sender;
    ShownProgress m_shown;
    FailureStreak m_streak;
    WallTimer m_timer; // Wake, AskStatus and WatchExpiry exclude each other
    QTimer m_progress;
    FixProgress m_fix;
    std::optional<Inspection> m_inspection; // last inspection of the original in this run
    bool m_stuck = false; // a step could not be saved
    // User commands that could not be saved; handled before anything else once the disk can be written.
    QVector<UploadEvent> m_unsavedEvents;
    // Delay before the last check for a missing file; grows until a segment is acknowledged.
    qint64 m_fileLookMs = 0;
    bool m_ended = false; // end() was called: there is no record any more
    // When its next STATUS may leave, on X's clock, from RateLimitTracker::pollAt(); 0: none is reserved.
    qint64 m_pollAtMs = 0;
    quint64 m_step = 0; // incremented by every change of state: responses of earlier steps are stale
};

} // namespace postreel
