// The public API of the engine: takes commands, returns snapshots, emits signals.
// Lives on the main thread; the work happens on the engine thread that it owns.
// Invariant: no call blocks, and no value that crosses threads is shared with the engine thread.
#pragma once

#include "app/base/queued_calls.h"
#include "app/base/result.h"
#include "app/engine/views.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <QUrl>
#include <functional>
#include <memory>
#include <optional>

namespace postreel {

class EngineCore;
class KeychainStore;

struct EngineOptions
{
    QString profile;          // folder; created with mode 0700 if missing
    QString caFile;           // PEM, trusted in addition to the system's certificates; empty: none
    WireForm form = WireForm::Unknown; // Unknown: probed, then remembered per API base
    qint64 limitBytesPerSecond = 0;    // for this run, see setRunLimit(); 0: none
    bool asksPerson = true;            // a user can be asked before a metered connection is used
    TokenStore *keychain = nullptr;    // must outlive the engine; nullptr: the system's
    QString refreshLockFolder;         // empty: the user's, shared by all profiles
    qint64 undoRemovalMs = 10'000;     // how long a removal can be undone
    AccountView sandbox;               // the sandbox's account, so that its Posts are marked as such even while it does not run
    bool waitsForAccounts = false;     // saved work continues with resume(), not with started()
};

struct NewMedia
{
    QString file;    // absolute path
    QString altText; // ≤ 1,000 characters
    QString title;       // of a video
    QString description; // of a video
    struct Subtitle
    {
        QString file;
        QString language; // two capitals, "EN"
    };
    QVector<Subtitle> subtitles;
    qint64 coverMs = -1; // -1: X chooses the frame
    qint64 trimStartMs = 0; // the part of a video to keep
    qint64 trimEndMs = -1;  // -1: to its end
    int soundStream = -1;   // stream index of the sound track to keep; -1: detected
    qint64 deadlineAtMs = 0;   // "Post no later than", wall clock; 0: no deadline
    bool sendAnyway = false;
    std::optional<bool> fix; // fix without asking; nullopt: as set with setFixByItself()
};

struct NewPost
{
    QString account; // key of an AccountView; empty: not chosen yet
    QString text;
    QVector<NewMedia> media;
    bool submit = false;
    qint64 undoMs = 0;   // delay before the Post itself is sent
    qint64 atMs = 0;     // wall clock; 0: immediately
    QString onceKey;     // at most one Post per account and key; empty: none
    // Continues an unfinished Post with the same files, text and account instead of creating another.
    bool continueSame = false;
    // When the call was made, wall clock: a Post that was posted since then, while the files were checked, is
    // matched, too.
    qint64 askedAtMs = 0; // 0: only unfinished Posts are matched
};

class Engine : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Callback = std::function<void(T)>; // called on the main thread, while `context` lives

    explicit Engine(EngineOptions options, QObject *parent = nullptr);
    ~Engine() override; // calls leave() with 2 s

    // The last call: ends the engine thread and all its work. Returns false if the thread has not ended by then, for
    // example because a disk hangs. The thread is then abandoned and the process must not return from main();
    // everything is saved.
    bool leave(QDeadlineTimer until);

    // Opens the profile and continues the work saved in it. Emits started() or, if the profile cannot be used,
    // startFailed(); a damaged database is put aside and reported with notice().
    void start();
    // Call it once, after started(), when the accounts that the saved work needs have been added (see
    // waitsForAccounts).
    void resume();

    // Adds an account for this run. The token is kept in memory only, never stored.
    // `apiBase` is https, or http on loopback.
    void addAccount(const AccountView &account, const QUrl &apiBase, const QByteArray &token);
    // Adds a token for this run; `found` gets the key of the account to use. X is asked once whose token it is,
    // before anything else is sent with it. While that is unknown, the token has an account of its own, whose records
    // move to the user later; with `asUserOnly` nothing is sent until then. `apiBase` as above.
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Callback<QString> found);
    QVector<AccountView> accounts() const { return m_accounts; }

    // Starts a sign-in and ends the previous one without a signal, as cancelSignIn() does. Ends with signInEnded().
    // `started` gets the URL to open in a browser, or an error, after which no signal follows: Usage (no client id, a
    // callback that is not on this computer, or an endpoint that is neither https nor on loopback), Storage (the
    // profile is not open).
    void signIn(const SignInRequest &wish, QObject *context, Callback<Result<SignInStarted>> started);
    // Takes what the user pasted: the URL at which the browser ended, or the code. `said` gets what it is; nullopt:
    // neither.
    void pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said);
    void cancelSignIn();
    // Signs in with a token from elsewhere, which cannot be renewed. `keep`: in the keychain; otherwise for this run.
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    // Revokes the tokens at X and removes them from the keychain; Posts of the account wait for a sign-in. `removed`:
    // the result from the keychain.
    void signOut(const QString &accountKey, QObject *context, Callback<StoreOutcome> removed);
    // User decisions when the keychain does not store or return a sign-in.
    void keepForSession(const QString &accountKey);
    void tryKeychainAgain();
    // Calls `done` once no request is pending whose loss would cost a sign-in; for use before the program exits.
    void whenSignInsIdle(QObject *context, std::function<void()> done);

    // Reads the files and reports what X would accept from the user of an account (empty: from any user); sends and
    // stores nothing. `subtitles`: tracks of the first file; their verdicts follow those of the files.
    void check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
               Callback<QVector<FileVerdict>> done);

    // Copies a file that is not on this computer's file system (mtp:// and the like) into the profile; `done` gets
    // the path to attach. `soFar`: bytes, twice a second. Errors: those of RemoteFileFetcher::copy().
    void copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done);
    void stopCopying(const QUrl &from);

    // Creates a Post. Its uploads start immediately; the Post itself is sent after submit. `done` gets its id, or the
    // first error of its files (nothing is stored then).
    void createPost(const NewPost &post, QObject *context, Callback<Result<QString>> done);

    // For drafts, and Posts that wait and were not sent yet.
    void setText(const QString &postId, int part, const QString &text);
    void setAccount(const QString &postId, const QString &accountKey);
    void setAltText(const QString &uploadId, const QString &text);
    void attach(const QString &postId, const QVector<NewMedia> &media, QObject *context, Callback<Result<QString>> done);
    // For videos of drafts. Times are those of the original file, in ms. The id of an upload that was replaced (by
    // one of these calls, or by another account) refers to its replacement.
    // filmFacts() reads the facts of the original again. Errors: those of inspect(), NotAVideo, and Usage for an
    // unknown id.
    void filmFacts(const QString &uploadId, QObject *context, Callback<Result<FilmFacts>> done);
    // `count` frames spread over the video; `each` gets them as they are made, in any order; dropped when `context`
    // is destroyed. Errors: those of filmFacts() and Frames::filmstrip().
    void filmstrip(const QString &uploadId, int count, int heightPx, QObject *context, Callback<FilmstripFrame> each,
                   Callback<Result<Done>> done);
    // `done` gets the path of an image of exactly the frame at `atMs`. Errors: those of filmFacts() and
    // Frames::frameAt().
    void frameAt(const QString &uploadId, qint64 atMs, QObject *context, Callback<Result<QString>> done);
    // The part of the video to keep; 0 and -1: all of it; ignored if the end is not after the start. The video is
    // uploaded again, as a new upload.
    void setTrim(const QString &uploadId, qint64 startMs, qint64 endMs);
    // The sound track to keep; MediaFacts::sounds has their stream indexes. The video is uploaded again, as above.
    void setSound(const QString &uploadId, int stream);
    // The frame that X shows before the video plays; -1: X chooses. If it cannot be extracted, notice() is emitted
    // and the cover stays as it was.
    void setCover(const QString &uploadId, qint64 atMs);

    void detach(const QString &uploadId); // with its subtitle tracks and cover; cannot be undone
    // Adds a subtitle track to the video of a draft; `language` is two capitals, and replaces a track of the same
    // language. `done` gets the id of the track's upload. Errors: Usage (no video of a draft, no language), Storage,
    // and those of checkRegularFile(). Its view reports what X would say about it.
    void addSubtitles(const QString &uploadId, const QString &file, const QString &language, QObject *context,
                      Callback<Result<QString>> done);
    // What X shows below a video; empty: nothing.
    void setTitle(const QString &uploadId, const QString &title, const QString &description);
    // Sends a draft after `undoMs`, or at `atMs` (wall clock; 0: no schedule).
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);      // back to a draft (also for Undo); its uploads continue

    // Removals by the user, which can be undone for undoRemovalMs: until then the uploads continue; afterwards, or
    // with the next start, they are final. Each is reported with lastRemovalChanged().
    void removeMedia(const QString &uploadId); // of a draft, with its subtitle tracks and cover
    // Discards drafts as one removal; empty ones leave nothing to restore. Other Posts are cancelled.
    void discard(const QStringList &postIds);
    void remove(const QString &postId);    // from the list; only if it has ended. A Post on X stays there
    void undoRemoval(quint64 id);          // id of a RemovalView; ignored if it is not the last one
    void keepUndo(bool keep);              // while true, undo does not expire

    // For a Post with its uploads.
    void pause(const QString &postId);
    void resume(const QString &postId);
    void retry(const QString &postId);
    // Its uploads are sent before all others, until another Post gets this.
    void sendFirst(const QString &postId);
    void cancel(const QString &postId);
    void pauseAll();
    void resumeAll();

    // Decisions for an upload in NeedsFix.
    void sendAnyway(const QString &uploadId);
    void fix(const QString &uploadId);
    // Stops a running fix; the upload waits for a decision again.
    void stopFixing(const QString &uploadId);
    // "Post no later than": chooses a fix that meets it. Wall clock, ms; 0: the best fix.
    void setDeadline(const QString &uploadId, qint64 atMs);
    // Whether files that X would refuse are fixed without asking; stored. True also fixes uploads that are in
    // NeedsFix now, unless their fix failed or would lose a part.
    void setFixByItself(bool fix);
    // The user's answer to AskPerson: whether the Post is on X.
    void decideOutcome(const QString &postId, bool posted);

    // Gives the new path of the file that an upload waits for. `done` gets FileChanged with the cause OtherFile if it
    // is another file, Usage if the upload no longer waits for one, or the errors of fingerprintOf().
    void findFile(const QString &uploadId, const QString &path, QObject *context, Callback<Result<Done>> done);

    // Speed limits, in bytes per second; 0: none, values below leastLimit are raised to it. They apply immediately,
    // also during an upload. The first three are stored; setting a plain limit or a timetable ends the limit of this
    // run.
    void setLimit(qint64 bytesPerSecond);
    void setTimetable(const QVector<TimetableRow> &rows); // invalid rows are dropped
    // true: limits uploads to a quarter of the best recent speed for an hour; false: ends that.
    void slowDown(bool make);
    void setRunLimit(qint64 bytesPerSecond); // from the command line, for this run

    // The uploads whose thumbnails are visible now: only for these are thumbnails made. Views report them.
    void showThumbnails(const QStringList &uploadIds);

    // What the system reports about network and sleep: hints, never a gate for anything else.
    void setMetered(bool metered);
    void setNetworkGone(bool gone);
    void networkCameBack();
    void wokeUp();
    // The user allows this metered connection, until the connection changes.
    void sendOverMetered();
    void setAskWhenMetered(bool ask); // stored

    // Last known snapshots, newest activity first.
    QVector<PostView> posts() const;
    StatusView status() const { return m_status; }
    // The submitted, unfinished Posts, oldest first, as they are when the engine answers; also drafts that are submitted
    // once their files are added.
    void unfinished(QObject *context, Callback<QVector<PostView>> done);
    // The state history of a Post and its uploads, oldest first.
    void history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done);

Q_SIGNALS:
    void started();
    void startFailed(const postreel::Error &error);
    void notice(const postreel::Error &error);            // for the user to know; nothing stops
    void postChanged(const postreel::PostView &post);     // also for a new one; ≤ 10 Hz per Post, besides one per command
    void postRemoved(const QString &postId);
    void lastRemovalChanged(const postreel::RemovalView &last); // id 0: nothing can be undone any more
    void removalUndone(const postreel::RemovalView &back);      // restored; after postChanged(), before lastRemovalChanged()
    // A Post duplicates another one of its user, who became known only now: that one continues, this one is removed.
    void postContinued(const QString &postId, const QString &inItsPlace);
    void statusChanged(const postreel::StatusView &status); // ≤ 10 Hz
    void accountsChanged();
    void signInEnded(const postreel::SignInOutcome &outcome); // not for a cancelled one
    void strayAnswer(); // a browser returned from an earlier sign-in; the current one continues
    // The result of the keychain for an account, once per change.
    void keychainSaid(const QString &accountKey, postreel::StoreOutcome outcome);
    void happened(const postreel::EngineEvent &event);    // every event, in order

private:
    void wire();
    void wireAccounts();
    void putAccount(const AccountView &account);
    template <typename Work>
    void onCore(Work work); // runs it on the engine thread, in the order of the calls
    template <typename T>
    std::function<void(T)> backTo(QObject *context, Callback<T> done); // for the engine thread to call with the result
    std::unique_ptr<KeychainStore> m_keychain; // must live on this thread; null: another store was given
    std::unique_ptr<QThread> m_thread;
    QueuedCalls m_answers;
    EngineCore *m_core = nullptr; // created here, lives and dies on m_thread; null after leave()
    QVector<AccountView> m_accounts;
    QVector<PostView> m_posts;
    StatusView m_status;
};

} // namespace postreel
