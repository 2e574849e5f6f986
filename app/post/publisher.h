// One Post in progress: runs the post machine on its record and executes the commands.
// Invariant: a step is saved before its commands run; a Create Post leaves only after `sends` and `sentAtMs` are on disk.
#pragma once

#include "app/base/clock.h"
#include "app/base/wall_timer.h"
#include "app/post/post_machine.h"
#include "app/post/recognition.h"
#include "app/store/post_store.h"
#include "app/x/classify.h"
#include "app/x/transport.h"

#include <functional>

namespace postreel {

// What every Post works with, owned by the engine and outliving every Post.
struct PostServices
{
    Clock &clock;
    Transport &transport;
    PostStore &store;
    std::function<QUrl(const QString &account)> apiBaseOf;
    std::function<QVector<Upload>(const QString &postId)> uploadsOf; // in order; without cancelled ones
    std::function<void(const QString &postId)> startUploads;         // those that are Queued
    std::function<void(const QString &postId)> retryUploads;
    std::function<void(const QString &postId)> cancelUploads;
    // X refused these media: each is asked for, or uploaded again at once.
    std::function<void(const QString &postId, const QStringList &mediaIds, bool reupload)> doubtUploads;
    std::function<QSet<QString>(const QString &account)> postedIds;  // of Posts already known as ours
    // Looks at the files of a Post's media once more, for 2 s at most. Not the ones that were sent: those go on by
    // themselves. `then` runs in the event loop.
    std::function<void(const QString &postId, std::function<void(bool same)> then)> lookAtFiles;
    // A person said that nothing is to be sent: what would begin to send pauses instead.
    std::function<bool(const QString &postId)> isPaused = [](const QString &) { return false; };
    // Files are on their way into it: it does not leave without them.
    std::function<bool(const QString &postId)> takesFiles = [](const QString &) { return false; };
};

class Publisher final : public QObject
{
    Q_OBJECT
public:
    Publisher(PostServices &services, const Post &saved, QObject *parent);

    const Post &record() const { return m_record; }
    void handle(const PostEvent &event);
    // After the disk could not be written: goes on where the record stands, if it was stopped by that.
    void resumeAfterDiskError();
    // The same with what is to be recorded in the same transaction; false: nothing was recorded and nothing done.
    bool handle(const PostEvent &event, const PostStore::Also &also);
    // After a sleep of the computer, or when its clock was set: what waits looks at the clock.
    void lookAtClock();
    // Changes text, account or settings of a Post that was not sent. `edit` must not touch the state. `also` as above.
    bool change(const std::function<void(Post &)> &edit, const PostStore::Also &also = {});
    // The record was changed and saved by the caller; the state is what it was.
    void take(const Post &saved);
    // To be called, from the event loop, when an upload of this Post changed.
    void uploadChanged();

Q_SIGNALS:
    void stateChanged(const QString &id, postreel::PostState from, postreel::PostState to);
    void waiting(const QString &id, postreel::WaitReason reason, qint64 untilAtMs);
    void warned(const QString &id, const postreel::Error &error); // something of it was refused, and it goes on
    void failed(const QString &id, const postreel::Error &error);
    void notSaved(const QString &id, const postreel::Error &error); // it stands still until resumeAfterDiskError()
    void changed(const QString &id);

private:
    void execute(const PostCommand &command);
    void announce(const Post &before);
    bool keep(const Post &next, const PostStore::Also &also = {});

    static bool isUserCommand(const PostEvent &said);
    bool onUnrecorded();
    void soon(std::function<void()> work);
    void watchMedia();
    bool ranOut(const QVector<Upload> &uploads);
    void attach();
    void attachNext();
    void attached(Call call, const Upload &upload, const Result<Done> &done);
    void sendPart();
    void sendContent();
    void onSendFailed(const Error &error);
    Advice adviceFor(Call call, const Error &error) const;
    void wake(qint64 atMs);
    void look();
    void lookAtPage(const QString &userId, const QString &pageToken, QVector<OwnPost> seen);
    void onLookFailed(Call call, const Error &error);
    QStringList mediaIds() const;
    qint64 sentFromMs() const;
    qint64 sinceSentMs() const;
    qint64 inMs(qint64 delay) const { return m_services.clock.wallMs() + delay; }

    template <typename CallClass>
    void send(const CallClass &call, std::function<void(const Result<typename CallClass::Value> &)> done);

    PostServices &m_services;
    Post m_record;
    WallTimer m_timer;
    QVector<std::function<void()>> m_toAttach;
    bool m_stuck = false; // a step of it could not be recorded
    QVector<PostEvent> m_unsavedEvents; // what a person said while nothing could be; done before all else once it can
    // When a request of the present part left first and last in this run, monotonic; of one of an earlier run: now.
    qint64 m_firstSentMs;
    qint64 m_lastSentMs;
    quint64 m_step = 0; // grows with every change of state: answers of an older step are stale
};

} // namespace postreel
