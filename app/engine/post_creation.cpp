#include "app/engine/post_creation.h"

#include <algorithm>

namespace postreel {

PostCreation::PostCreation(const CreationServices &services, const QString &profile)
    : m_services(services), m_profile(profile)
{
}

void PostCreation::create(const NewPost &wanted, std::function<void(Result<QString>)> done)
{
    if (!m_maker) // the profile could not be opened
        return done(Error{.kind = ErrorKind::Storage, .subject = m_profile});
    if (const QString moved = m_services.accounts.movedTo(wanted.account); !moved.isEmpty()) {
        NewPost theirs = wanted; // X has said since the call whose token it is
        theirs.account = moved;
        return create(theirs, std::move(done));
    }
    m_services.removals.endWith(wanted.onceKey, wanted.account);
    if (const QString same = m_services.live.withOnceKey(wanted.onceKey, wanted.account); !same.isEmpty()) {
        m_services.commands.continuePost(same, wanted);
        return done(same);
    }
    if (const Error unknown = m_services.unreadable.mayHold(wanted))
        return done(unknown);
    const QVector<MadePost> all = m_services.live.knownSince(wanted.askedAtMs);
    if (const Post *same = wanted.continueSame ? sameUnfinished(wanted, all) : nullptr) {
        m_services.commands.continuePost(same->id, wanted);
        return done(same->id);
    }
    if (waitForSame(wanted, done))
        return;
    m_beingMade.append({wanted, {}});
    m_maker->make(wanted, this, [this, wanted, done](const Result<MadePost> &made) {
        const auto self = std::find_if(m_beingMade.begin(), m_beingMade.end(),
                                       [&](const BeingMade &one) { return isSameRequest(one.wanted, wanted); });
        const QVector<std::function<void()>> repeats = self->repeats;
        m_beingMade.erase(self);
        answerCreated(wanted, made, done);
        for (const std::function<void()> &repeat : repeats)
            repeat();
    });
}

// Delays a call that repeats one whose Post is not saved yet, so that it finds that Post. Returns whether it did.
bool PostCreation::waitForSame(const NewPost &wanted, const std::function<void(Result<QString>)> &done)
{
    if (!wanted.continueSame)
        return false;
    for (BeingMade &one : m_beingMade) {
        if (!isSameRequest(one.wanted, wanted))
            continue;
        one.repeats.append([this, wanted, done] { create(wanted, done); });
        return true;
    }
    return false;
}

void PostCreation::answerCreated(const NewPost &wanted, const Result<MadePost> &made,
                                 const std::function<void(Result<QString>)> &done)
{
    if (!made) {
        // Two calls with one key at the same time: the database accepted the first.
        const QString same = m_services.live.withOnceKey(wanted.onceKey, wanted.account);
        if (same.isEmpty())
            return done(made.error());
        m_services.commands.continuePost(same, wanted);
        return done(same);
    }
    const QString id = made->post.id;
    m_services.live.add(made->post);
    for (const Upload &upload : made->uploads)
        m_services.live.add(upload, m_services.removals.holds(upload.id));
    Q_EMIT created(made->post, made->uploads);
    m_services.views.publish(id);
    done(id);
    continueCreated(wanted, id);
}

// Moves the Post to the user of its token if X has named that user meanwhile, then starts it.
void PostCreation::continueCreated(const NewPost &wanted, const QString &postId)
{
    const Publisher *made = m_services.live.publisher(postId);
    if (!made)
        return;
    const Post post = made->record();
    if (const QString account = m_services.accounts.movedTo(post.account); !account.isEmpty()) {
        const QString same = m_services.mover.duplicateOf(post, account, wanted.continueSame);
        if (!m_services.mover.move(post.account, account, wanted.continueSame))
            return m_services.storage.onceWritable([this, wanted, postId] { continueCreated(wanted, postId); });
        if (!same.isEmpty())
            return m_services.commands.continuePost(same, wanted);
    }
    m_services.commands.startUploads(postId);
    if (wanted.submit)
        m_services.commands.submit(postId, wanted.undoMs, wanted.atMs);
}

} // namespace postreel
