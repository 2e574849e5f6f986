// The engine on its own thread: owns the stores, the way to X, every upload and every Post.
// Invariant: lives on the engine thread alone; nothing outside calls it but through Engine.
#pragma once

#include "app/auth/run_tokens.h"
#include "app/auth/sign_in.h"
#include "app/desktop/remote_file_fetcher.h"
#include "app/engine/allowances.h"
#include "app/engine/clock_watch.h"
#include "app/engine/event_feed.h"
#include "app/engine/files_being_added.h"
#include "app/engine/live_posts.h"
#include "app/engine/pauses.h"
#include "app/engine/removals.h"
#include "app/engine/speed_limit_controller.h"
#include "app/engine/storage_retry.h"
#include "app/engine/thumbnails.h"
#include "app/engine/unreadable_rows.h"
#include "app/store/database.h"
#include "app/x/reachability.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <memory>

namespace postreel {

class EngineCore final : public QObject
{
    Q_OBJECT
public:
    explicit EngineCore(const EngineOptions &options);
    ~EngineCore() override;

    void open();
    void resume();
    void addAccount(const AccountView &account, const QByteArray &token);
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly,
                  const std::function<void(const QString &)> &found);
    void signIn(const SignInWish &wish, const std::function<void(Result<SignInStarted>)> &started);
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    void signOut(const QString &account, std::function<void(StoreOutcome)> removed);
    void keepForSession(const QString &account);
    SignIn *tryToSignIn() const { return m_signIn.get(); }
    Sessions &sessions() { return m_sessions; }
    void createPost(const NewPost &wanted, std::function<void(Result<QString>)> done);
    void attach(const QString &postId, const QVector<NewMedia> &media, std::function<void(Result<QString>)> done);
    void detach(const QString &uploadId);
    void addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track, std::function<void(Result<QString>)> done);
    void setAccount(const QString &postId, const QString &account);
    void restorePost(const QString &postId);
    void removeMedia(const QString &uploadId);
    void discard(const QStringList &postIds);
    void removePost(const QString &postId);
    void undoRemoval(quint64 id);
    Removals &removals() { return m_removals; }
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);
    void cancel(const QString &postId);
    void pause(const QString &postId);
    void resume(const QString &postId);
    void retry(const QString &postId);
    void sendFirst(const QString &postId);
    void pauseAll(bool paused);
    SpeedLimitController &speedLimits() { return m_speedLimits; }
    // What was seen of an original file.
    struct Film
    {
        QString path;
        QString mediaType; // by content; empty: none that X takes
        Fingerprint fingerprint;
        FilmFacts facts;
    };
    using FilmSeen = std::function<void(const Result<Film> &)>;
    void lookAtFilm(const QString &uploadId, QObject *context, FilmSeen seen);
    void withFilm(const QString &uploadId, QObject *context, FilmSeen seen);
    void setTrim(const QString &uploadId, qint64 startMs, qint64 endMs);
    void setSound(const QString &uploadId, int stream);
    void setCover(const QString &uploadId, qint64 atMs);
    void fix(const QString &uploadId);
    void setFixByItself(bool fix);
    Allowances &allowances() { return m_allowances; }
    FixSpeeds fixSpeeds() const { return m_fixQueue ? m_fixQueue->speeds() : FixSpeeds{}; }
    void findFile(const QString &uploadId, const QString &path, std::function<void(Result<Done>)> done);
    void showThumbnails(const QStringList &uploadIds);
    void setMetered(bool metered);
    void sendOverMetered();
    void setAskWhenMetered(bool ask);
    void setNetworkGone(bool gone);
    void networkCameBack();
    void wokeUp();

    RemoteFileFetcher &copies() { return *m_copies; }
    LivePosts &live() { return m_live; }
    QVector<PostView> unfinished() const;
    Frames &frames() { return *m_frames; }
    Database &database() { return m_database; }
    FileReads &reads() { return m_reads; }

Q_SIGNALS:
    void opened();
    void openFailed(const postreel::Error &error);
    void notice(const postreel::Error &error);
    void postChanged(const postreel::PostView &post);
    void postRemoved(const QString &postId);
    void lastRemovalChanged(const postreel::RemovalView &last);
    void removalUndone(const postreel::RemovalView &back);
    void postContinued(const QString &postId, const QString &inItsPlace);
    void statusChanged(const postreel::StatusView &status);
    void happened(const postreel::EngineEvent &event);
    void accountChanged(const postreel::AccountView &account);
    void accountGone(const QString &key);
    void signInEnded(const postreel::SignInOutcome &outcome);
    void strayAnswer();
    void keychainSaid(const QString &account, postreel::StoreOutcome outcome);

private:
    void build();
    void buildTransport();
    void buildUploadServices();
    Result<Done> load();
    void show(const QVector<Post> &posts, const QVector<Upload> &uploads);
    void connectAccounts();
    void buildSignIn();
    // whose the tokens of this run are
    bool adoptUser(const QString &own, const QUrl &apiBase, const Me &me);
    struct AccountMove;
    AccountMove moveOf(const QString &from, const QString &to, bool draftsToo) const;
    QString takenUpBy(const Post &post, const QString &account, bool draftsToo) const;
    Result<Done> record(const AccountMove &move);
    void carryOut(const AccountMove &move);
    bool moveAccount(const QString &from, const QString &to, bool draftsToo);
    void continueInPlace(const Post &dropped, const QVector<Upload> &media, const QString &postId);
    Error lacksToken(const QString &account) const;
    void emitEvent(const EngineEvent &event);
    void tryEnded(const SignInOutcome &outcome);
    void connectLivePosts();
    void onUploadAdded(Uploader *upload);
    void onPostAdded(Publisher *post);
    void signedIn(const QString &account);
    void answerCreated(const NewPost &wanted, const Result<MadePost> &made,
                       const std::function<void(Result<QString>)> &done);
    void continueCreated(const NewPost &wanted, const QString &postId);
    void continuePost(const QString &postId, const NewPost &wanted);
    void continueWith(Publisher &post, const NewPost &wanted);
    void tryNow(const QString &postId, bool everyWait);
    bool waitForSame(const NewPost &wanted, const std::function<void(Result<QString>)> &done);
    // What becomes of the uploads of a Post in one step.
    struct MediaChange
    {
        QVector<Uploader *> gone;  // their records are removed
        QVector<Upload> added;     // new ones
        QVector<Upload> changed;   // as they are to be
        QHash<QString, QString> successors; // of those that are gone, where there are any
    };
    MediaChange replacing(const QVector<Uploader *> &olds, const std::function<void(Upload &)> &edit) const;
    Result<Done> record(const MediaChange &change);
    void carryOut(const MediaChange &change);
    bool make(const MediaChange &change);
    void replaceUpload(Uploader *old, const Upload &wish);
    // what can be taken back
    void hold(const Upload &upload, Removed &removed) const;
    void discardOne(const QString &postId, quint64 with);
    void holdPost(const QString &postId, RemovalView::Kind kind, quint64 with = 0);
    void fitIn(const QString &postId, const Removed &back);
    void dropDoubleTracks(const QString &postId, const Removed &back);
    void removeForGood(const Removed &removed);
    void endRemovalsIn(const QString &postId);
    void endRemovalsWith(const QString &onceKey, const QString &account);
    Result<Done> dropRemoved(PostStore::Loaded &posts, UploadStore::Loaded &uploads);
    QString heldWith(const Upload &upload, const MediaChange &change) const;
    Result<Done> repairAccounts(const QVector<Post> &posts, QVector<Upload> &uploads);
    Result<QString> takeTrack(const Upload &track);
    QVector<Problem> problemsOf(const Upload &upload) const;
    void reportLateCues(const Upload &film);
    int freePosition(const QString &postId) const; // behind all media that are there or on their way
    Result<QString> accountToAddTo(const QString &postId, const QString &file) const;
    void addingEnded(const QString &postId, int files, bool added);

    QStringList filesNeeded() const;
    QUrl apiBaseOf(const QString &account) const { return m_accounts.apiBaseOf(account); }
    void startUploads(const QString &postId);
    void lookAtFiles(const QString &postId, std::function<void(bool same)> then);
    void holdAll();
    void resumePost(const QString &postId);

    // what ends waits
    using IsOver = std::function<bool(const QString &account, WaitReason reason, const Error &error)>;
    void endNetworkWaits(const IsOver &isOver);
    void online(const QString &account);
    void buildReachability();
    void lookForHosts();
    void hostAnswers(const QUrl &apiBase);
    bool maySend();
    SendClaim placeOf(const Upload &upload) const;
    void applyMetered();
    void connectClock();
    void lookAtClock();
    void connectStorage();
    bool saveRates();

    // fixing
    void buildFixQueue();
    void onPostRefused(const QString &postId, const Error &error);
    void onPosted(const QString &postId);
    void recheckMedia(const QString &postId);

    // looking at films
    Uploader *draftVideo(const QString &uploadId) const;
    void recreate(Uploader *upload, const Upload &wish);
    void cutCover(const QString &uploadId, qint64 atMs);
    bool coverCut(const QString &uploadId, qint64 atMs, const Result<QString> &frame);
    bool changeCover(const Upload &video, qint64 atMs, const std::optional<Upload> &cover);

    void openSpeedLimits();

    void markChanged(const QString &postId);
    void flush();
    void publish(const QString &postId);
    std::optional<PostView> wholeView(const QString &postId) const;
    AccountView accountOf(const QString &key) const;
    void completeView(PostView &view) const;
    StatusView statusNow();
    void showUploading(StatusView &status) const;
    void lookAtTurns();

    EngineOptions m_options;
    RemoteFileFetcher *m_copies; // child
    SystemClock m_clock;
    Database m_database;
    PostStore m_postStore{m_database};
    UploadStore m_uploadStore{m_database};
    Settings m_settings{m_database};
    AccountStore m_accountStore{m_database};
    Removals m_removals;
    FileReads m_reads;
    Sessions m_sessions;
    AccountBook m_accounts;
    Allowances m_allowances;
    // Made on the engine thread, in this order, by build(); gone in the other one.
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Reachability> m_reachability;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<RunTokens> m_runTokens;
    std::unique_ptr<SendOrder> m_order;
    std::unique_ptr<Frames> m_frames;
    std::unique_ptr<FixQueue> m_fixQueue;
    std::unique_ptr<UploadServices> m_uploadServices;
    std::unique_ptr<PostServices> m_postServices;
    std::unique_ptr<PostMaker> m_maker;
    std::unique_ptr<EventFeed> m_feed;
    QVector<std::function<void()>> m_tokensEarly; // before the profile was open
    bool m_isOpen = false;
    bool m_isResumed = false; // each record has been taken up
    UnreadableRows m_unreadable;
    LivePosts m_live;
    QHash<QString, Film> m_films;             // by path
    QHash<QString, qint64> m_coversWanted;    // by upload, while they are being cut
    Thumbnails m_thumbnails;
    QStringList m_hangingFiles;
    QSet<QString> m_touched;                  // Posts whose view is to be sent
    QHash<QString, int> m_turns;              // see turnsOf()
    QTimer m_flush;
    FilesBeingAdded m_adding;
    Pauses m_pauses{m_settings};
    bool m_networkGone = false;  // as the system says, of the whole network
    bool m_metered = false;      // the present connection, as the system says
    bool m_meteredAllowed = false; // the person said yes for it
    SpeedLimitController m_speedLimits;
    ClockWatch m_clockWatch{m_clock};
    StorageRetry m_storage{[this] { return saveRates(); }}; // any record will do
    // Posts whose files are being read, so that they are not recorded yet, with the calls that repeat them.
    struct BeingMade
    {
        NewPost wanted;
        QVector<std::function<void()>> repeats;
    };
    QVector<BeingMade> m_beingMade;
};

} // namespace postreel
