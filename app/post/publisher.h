// One Post in progress: runs the Post machine on its record and executes the commands.
// Invariant: a step is saved before its commands run; a Create Post is sent only after `sends` and `sentAtMs` are on
// disk.
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

// The services that every Post uses, owned by the engine, which keeps them alive longer than any Post.
struct PostServices
{
    Clock &clock;
    Transport &transport;
    PostStore &store;
    std::function<QUrl(const QString &account)> apiBaseOf;
    std::function<QVector<Upload>(const QString &postId)> uploadsOf; // in order, without cancelled ones
    std::function<void(const QString &postId)> startUploads;         // those that are Queued
    std::function<void(const QString &postId)> retryUploads;
    std::function<void(const QString &postId)> cancelUploads;
    // X refused these media: asks X about each of them, or uploads them again.
    std::function<void(const QString &postId, const QStringList &mediaIds, bool reupload)> suspectUploads;
    std::function<QSet<QString>(const QString &account)> postedIds;  // of Posts already known as ours
    // Checks the files of a Post's media once more, for 2 s at most. `same`: false if one has changed; its upload
    // handles that. `then` runs from the event loop.
    std::function<void(const QString &postId, std::function<void(bool same)> then)> recheckFiles;
    // Whether the user has paused sending: a Post then pauses instead of starting to send.
    std::function<bool(const QString &postId)> isPaused = [](const QString &) { return false; };
    // Whether files are still being added to it: it is not sent without them.
    std::function<bool(const QString &postId)> awaitsFiles = [](const QString &) { return false; };
};

class Publisher final : public QObject
{
    Q_OBJECT
public:
    Publisher(PostServices &services, const Post &saved, QObject *parent);

    const Post &record() const { return m_record; }
    void handle(const PostEvent &event);
    // Call it when the disk may be writable again: continues from the record if a failed save had stopped the Post.
    void resumeAfterDiskError();
    // The same, with more changes to save in the same transaction; false: nothing was saved and nothing done.
    bool handle(const PostEvent &event, const PostStore::Also &also);
    // Call it after a sleep of the computer or a change of its clock: waits are checked against the clock.
    void checkClock();
    // Changes text, account or settings of a Post that was not sent. `edit` must not touch the state. `also` as
    // above. Returns false if it could not be saved.
    bool change(const std::function<void(Post &)> &edit, const PostStore::Also &also = {});
    // Takes over a record that the caller changed and saved; its state must be the same.
    void take(const Post &saved);
    // Call it, from the event loop, when an upload of this Post has changed.
    void uploadChanged();

Q_SIGNALS:
    void stateChanged(const QString &id, postreel::PostState from, postreel::PostState to);
    void waiting(const QString &id, postreel::WaitReason reason, qint64 untilAtMs);
    void warned(const QString &id, const postreel::Error &error); // X refused something optional; the Post continues
    void failed(const QString &id, const postreel::Error &error);
    void notSaved(const QString &id, const postreel::Error &error); // the Post stops until resumeAfterDiskError()
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
    Advice adviceFor(Call call, const Error &error);
    void wake(qint64 atMs);
    void look();
    void lookAtPage(const QString &userId, const QString &pageToken, QVector<OwnPost> seen, int page);
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
    FailureStreak m_streak;
    QVector<std::function<void()>> m_toAttach;
    bool m_stuck = false; // a step could not be saved
    // User commands that could not be saved; handled before anything else once the disk can be written.
    QVector<PostEvent> m_unsavedEvents;
    // Monotonic times of the first and the last request for the current part in this run; construction time if it was
    // sent in an earlier run.
    qint64 m_firstSentMs;
    qint64 m_lastSentMs;
    quint64 m_step = 0; // incremented by every change of state: responses of earlier steps are stale
};

} // namespace postreel
