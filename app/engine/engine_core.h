// The engine on its own thread: builds the objects that own the state, connects them, and resumes what a profile
// holds.
// Invariant: lives on the engine thread alone; outside code calls it only through Engine.
#pragma once

#include "app/desktop/remote_file_fetcher.h"
#include "app/engine/clock_watch.h"
#include "app/engine/engine_options.h"
#include "app/engine/event_feed.h"
#include "app/engine/post_controllers.h"
#include "app/engine/sign_in_controller.h"

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
    void wokeUp();
    void showThumbnails(const QStringList &uploadIds);
    void checkFiles(const QStringList &files, const QStringList &subtitles, const QString &account,
                    std::function<void(const QVector<FileVerdict> &)> done);

    SignInController &signIns() { return m_signIns; }
    Sessions &sessions() { return m_sessions; }
    SpeedLimitController &speedLimits() { return m_speedLimits; }
    NetworkController &network() { return m_network; }
    RemoteFileFetcher &copies() { return *m_copies; }
    PostControllers &posts() { return m_posts; }
    PostViews &views() { return m_views; }
    Database &database() { return m_profile.database; }

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
    // Created on the engine thread in this order; destroyed in reverse.
    struct Built
    {
        std::unique_ptr<Transport> transport;
        std::unique_ptr<SegmentScheduler> scheduler;
        std::unique_ptr<Frames> frames;
        std::unique_ptr<FixQueue> fixQueue;
        std::unique_ptr<UploadServices> uploadServices;
        std::unique_ptr<PostServices> postServices;
        std::unique_ptr<PostMaker> maker;
        std::unique_ptr<EventFeed> feed;
    };

    void connectState();
    void connectAccounts();
    void connectPosts();
    void build();
    void buildTransport();
    void buildFixQueue();
    void buildUploadServices();
    void buildPostServices();
    void onUploadAdded(Uploader *upload);
    void onUploadReleased(const QString &uploadId, const QString &file);
    void onPostAdded(Publisher *post);
    void onEvent(const EngineEvent &event);
    void reportLateCues(const Upload &film);
    SendPriority priorityOf(const Upload &upload) const;

    Result<Done> load();
    void show(const QVector<Post> &posts, const QVector<Upload> &uploads);
    QStringList filesNeeded() const;
    void checkClock();
    bool saveRates();

    EngineOptions m_options;
    RemoteFileFetcher *m_copies; // child
    SystemClock m_clock;
    Profile m_profile;
    FileReads m_reads;
    Sessions m_sessions;
    AccountBook m_accounts;
    Allowances m_allowances;
    Built m_built;
    Queue m_queue;
    StorageRetry m_storage;
    SpeedLimitController m_speedLimits;
    Thumbnails m_thumbnails;
    PostViews m_views;
    PostControllers m_posts;
    NetworkController m_network;
    SignInController m_signIns;
    ClockWatch m_clockWatch;
};

} // namespace postreel
