// The public API of the engine: takes commands, returns snapshots, emits signals.
// Lives on the main thread; everything it does happens on the engine thread that it owns.
// Invariant: no call blocks, and no value that crosses is shared with the engine thread.
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
    QString profile;          // folder; made with mode 0700 when it is not there
    QString caFile;           // PEM, trusted besides the system's; empty: none
    WireForm form = WireForm::Unknown; // Unknown: ask, then remember per API base
    qint64 limitBytesPerSecond = 0;    // of this run, as setRunLimit(); 0: none
    bool asksPerson = true;            // a person is there to be asked before a metered connection is used
    TokenStore *keychain = nullptr;    // outlives the engine; nullptr: the system's
    QString refreshLockFolder;         // empty: that of the person, for all profiles
    qint64 undoRemovalMs = 10'000;     // how long what was removed can be taken back
    AccountView sandbox;               // that of the sandbox, whose Posts are told as its own while it does not run, too
    bool waitsForAccounts = false;     // what the profile holds goes on with resume(), not with started()
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
    qint64 trimStartMs = 0; // the part of a video that is wanted
    qint64 trimEndMs = -1;  // -1: to its end
    int soundStream = -1;   // of several sound tracks; -1: as it is found
    qint64 deadlineAtMs = 0;   // "Post no later than", wall clock; 0: whenever it is ready
    bool sendAnyway = false;
    std::optional<bool> fix; // fixed without a question; nothing: as setFixByItself() has it
};

struct NewPost
{
    QString account; // key of an AccountView; empty: none chosen yet
    QString text;
    QVector<NewMedia> media;
    bool submit = false;
    qint64 undoMs = 0;   // pause before anything of the Post itself is sent
    qint64 atMs = 0;     // wall clock; 0: at once
    QString onceKey;     // at most one Post per account and key; empty: none
    // Takes up an unfinished Post of the same files, text and account in place of making another.
    bool continueSame = false;
    // When it was asked for, wall clock: one that has ended since, while the files were looked at, is taken up, too.
    qint64 askedAtMs = 0; // 0: now
};

class Engine : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Callback = std::function<void(T)>; // called on the main thread, while `context` lives

    explicit Engine(EngineOptions options, QObject *parent = nullptr);
    ~Engine() override; // leave(), within 2 s

    // The last call: ends the engine thread and all that works for it. False: it did not end until then, on a disk that
    // hangs, say. It is left to the end of the process then, which must not return from main(); all is saved.
    bool leave(QDeadlineTimer until);

    // Opens the profile and goes on with what it holds. Emits started() or, when the profile cannot
    // be used, startFailed(); a damaged database is put aside and told with notice().
    void start();
    // Once, after started(): the accounts are there that what was found needs.
    void resume();

    // An account of this run. The token is kept in memory alone, never stored.
    // `apiBase` is https, or http on loopback.
    void addAccount(const AccountView &account, const QUrl &apiBase, const QByteArray &token);
    // A token of this run: answers the key of the account to record for. X is asked whose it is, once, before anything else
    // is sent with it; while that cannot be told, the account is the token's own, and what is recorded for it becomes its
    // user's later; nothing of it leaves till then where it is to be sent `asUserOnly`. `apiBase` as above.
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Callback<QString> found);
    QVector<AccountView> accounts() const { return m_accounts; }

    // Signing in. One try at a time; the next one ends the one before without a word, as cancelSignIn() does. All but a
    // wrong call ends with signInEnded(). `started` gets where a browser has to go, or Usage: no client id, a callback
    // that is not on this computer, or an endpoint that is neither https nor on loopback.
    void signIn(const SignInRequest &wish, QObject *context, Callback<Result<SignInStarted>> started);
    // What the person pasted: the URL that the browser ended at, or the code. `said` gets what it is, or nothing if it is neither.
    void pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said);
    void cancelSignIn();
    // With a token that the person has from elsewhere; it cannot be renewed.
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    // Revokes at X and removes from the keychain; its Posts wait for a sign-in. `removed`: what the keychain said.
    void signOut(const QString &accountKey, QObject *context, Callback<StoreOutcome> removed);
    // The person's answers where the keychain does not take or give a sign-in.
    void keepForSession(const QString &accountKey);
    void tryKeychainAgain();
    // Called once nothing is on its way whose loss would cost a sign-in: before the program leaves.
    void whenSignInsRest(QObject *context, std::function<void()> done);

    // Reads the files and says what X would say of them to the user of an account (empty: to anybody); sends and
    // records nothing. All that is read of a file is told at once. `subtitles`: files of tracks of the first one, told
    // behind them.
    void check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
               Callback<QVector<FileVerdict>> done);

    // Copies what is not on this computer's file system (mtp:// and the like) into the profile, and answers where it is
    // then: a file to attach. `soFar`: bytes, twice a second. Errors: those of RemoteFileFetcher::copy().
    void copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done);
    void stopCopying(const QUrl &from);

    // Records a Post. Its uploads start at once; the Post itself leaves after submit. Answers its id, or
    // the first hard no of its files (nothing is recorded then).
    void createPost(const NewPost &post, QObject *context, Callback<Result<QString>> done);

    // Drafts (and what waits and was not sent yet).
    void setText(const QString &postId, int part, const QString &text);
    void setAccount(const QString &postId, const QString &accountKey);
    void setAltText(const QString &uploadId, const QString &text);
    void attach(const QString &postId, const QVector<NewMedia> &media, QObject *context, Callback<Result<QString>> done);
    // Videos of drafts. Times are those of the original file, in ms. An id whose upload was replaced by one of these, or
    // by another account, means the new one.
    // What the original is, read again. Errors: those of inspect(), Usage for what is no video.
    void filmFacts(const QString &uploadId, QObject *context, Callback<Result<FilmFacts>> done);
    // `count` frames spread over the film, `each` as it is made, in any order; given up when `context` goes. Errors: as
    // filmFacts() and Frames::filmstrip().
    void filmstrip(const QString &uploadId, int count, int heightPx, QObject *context, Callback<FilmstripFrame> each,
                   Callback<Result<Done>> done);
    // The path of a picture of exactly that moment. Errors: as filmFacts() and Frames::frameAt().
    void frameAt(const QString &uploadId, qint64 atMs, QObject *context, Callback<Result<QString>> done);
    // The part of the video that is wanted; 0 and -1: all of it. It goes up again, as another upload.
    void setTrim(const QString &uploadId, qint64 startMs, qint64 endMs);
    // The sound track that is kept, of several: MediaFacts::sounds names their streams. It goes up again, as above.
    void setSound(const QString &uploadId, int stream);
    // The frame that X shows before the video plays; -1: X chooses. One that cannot be cut is told with notice() and
    // leaves what was.
    void setCover(const QString &uploadId, qint64 atMs);

    void detach(const QString &uploadId); // its subtitle tracks and its cover, too; for good
    // A subtitle track for the video of a draft; `language` is two capitals, and a track of the same language goes.
    // Answers the id of the track's upload. Errors: Usage (no video of a draft, no language), Storage, and those of
    // checkRegularFile(). What X would say of it is told by its view.
    void addSubtitles(const QString &uploadId, const QString &file, const QString &language, QObject *context,
                      Callback<Result<QString>> done);
    // What X shows under a video; empty: nothing.
    void setTitle(const QString &uploadId, const QString &title, const QString &description);
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);      // back to a draft (this is Undo, too); its uploads go on

    // What a person removes can be taken back for a while, with all that it had: it goes on at work until then, and is gone
    // for good afterwards, or with the next start. Each is told with lastRemovalChanged().
    void removeMedia(const QString &uploadId); // of a draft, with its subtitle tracks and its cover
    void discard(const QStringList &postIds); // unsubmitted drafts, as one; those with nothing in them leave nothing to take back
    void remove(const QString &postId);    // from the list; only what has ended. What is on X stays there
    void undoRemoval(quint64 id);          // id of a RemovalView; nothing happens if it is not the last one any more
    void keepUndo(bool keep);              // a person is at the button: its time is not over

    // A Post with its uploads.
    void pause(const QString &postId);
    void resume(const QString &postId);
    void retry(const QString &postId);
    // Its uploads go before all others, until that is said of another Post.
    void sendFirst(const QString &postId);
    void cancel(const QString &postId);
    void pauseAll();
    void resumeAll();

    // A decision that an upload in NeedsFix waits for.
    void sendAnyway(const QString &uploadId);
    void fix(const QString &uploadId);
    // Ends a fix at work; the upload waits for a decision again.
    void stopFixing(const QString &uploadId);
    // "Post no later than": the fix that makes it is chosen. Wall clock, ms; 0: the best one.
    void setOutBy(const QString &uploadId, qint64 atMs);
    // Whether files that X would refuse are fixed without a question; kept. Those that ask now are fixed, too.
    void setFixByItself(bool fix);
    // The person's answer to AskPerson: whether the Post stands on X.
    void decideOutcome(const QString &postId, bool posted);

    // The same file in another place, for an upload that waits for it. Answers FileChanged with the detail OtherFile when
    // it is another file, Usage when the upload waits for none any more, and the errors of fingerprintOf().
    void findFile(const QString &uploadId, const QString &path, QObject *context, Callback<Result<Done>> done);

    // Speed limits, in bytes per second; 0: none, and what is below leastLimit is taken as that. Each takes effect
    // in mid-upload. The first three are kept; a plain limit or a timetable said now ends a limit of the run.
    void setLimit(qint64 bytesPerSecond);
    void setTimetable(const QVector<TimetableRow> &rows); // rows that make no sense are left out
    // For an hour, a quarter of the best speed of late; or no longer.
    void slowDown(bool make);
    void setRunLimit(qint64 bytesPerSecond); // the command line's, for this run

    // The uploads whose pictures are looked at just now, in place of those before: for these alone pictures are made. Told
    // by views.
    void showThumbnails(const QStringList &uploadIds);

    // What the system tells of its network and its sleep: hints, never a gate for anything else.
    void setMetered(bool metered);
    void setNetworkGone(bool gone);
    void networkCameBack();
    void wokeUp();
    // The person's word: what waits goes out over this metered connection, until it changes.
    void sendOverMetered();
    void setAskWhenMetered(bool ask); // kept

    // Last known snapshots, newest activity first.
    QVector<PostView> posts() const;
    StatusView status() const { return m_status; }
    // The Posts that were submitted and are not at their end, oldest first, as they are at the moment of the answer.
    void unfinished(QObject *context, Callback<QVector<PostView>> done);
    // The timeline of states of a Post and its uploads, oldest first.
    void history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done);

Q_SIGNALS:
    void started();
    void startFailed(const postreel::Error &error);
    void notice(const postreel::Error &error);            // something that a person should know, nothing stops
    void postChanged(const postreel::PostView &post);     // also for a new one; ≤ 10 Hz per Post
    void postRemoved(const QString &postId);
    void lastRemovalChanged(const postreel::RemovalView &last); // id 0: nothing can be taken back any more
    void removalUndone(const postreel::RemovalView &back);      // it is there again, and was told; before the above
    // A Post repeats another one of its user, which came out only now: that one goes on, this one is removed.
    void postContinued(const QString &postId, const QString &inItsPlace);
    void statusChanged(const postreel::StatusView &status); // ≤ 10 Hz
    void accountsChanged();
    void signInEnded(const postreel::SignInOutcome &outcome); // of a try
    void strayAnswer(); // a browser came back from another try; the present one goes on
    // What the keychain says of an account, once per change.
    void keychainSaid(const QString &accountKey, postreel::StoreOutcome outcome);
    void happened(const postreel::EngineEvent &event);    // every one, in order

private:
    void wire();
    void wireAccounts();
    void putAccount(const AccountView &account);
    template <typename Work>
    void onCore(Work work); // runs it on the engine thread, in the order of the calls
    template <typename T>
    std::function<void(T)> backTo(QObject *context, Callback<T> done); // for the engine thread to call: the answer
    std::unique_ptr<KeychainStore> m_keychain; // of this thread, as it must be; empty: another one was given
    std::unique_ptr<QThread> m_thread;
    QueuedCalls m_answers;
    EngineCore *m_core = nullptr; // lives and dies on m_thread; null after leave()
    QVector<AccountView> m_accounts;
    QVector<PostView> m_posts;
    StatusView m_status;
};

} // namespace postreel
