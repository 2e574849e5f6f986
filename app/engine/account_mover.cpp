#include "app/engine/account_mover.h"

#include "app/x/transport.h"

#include <algorithm>

namespace postreel {

namespace {
NewMedia mediaOf(const Upload &upload)
{
    NewMedia media;
    media.file = upload.file;
    media.sendAnyway = upload.sendAnyway;
    media.fix = upload.fix;
    return media;
}
} // namespace

// Everything to move from one account to another in one transaction.
struct AccountMover::Move
{
    struct Continued
    {
        Post dropped;
        QVector<Upload> media;
        QString inItsPlace;
    };
    QVector<Post> posts;
    QVector<Upload> uploads;
    QVector<MadePost> posted;
    QVector<Continued> continued; // duplicates of a Post that the other account has: that one continues
};

AccountMover::AccountMover(Database &database, PostStore &posts, UploadStore &uploads, LivePosts &live,
                           AccountBook &accounts, Allowances &allowances, StorageRetry &storage, PostViews &views,
                           PostCommands &commands)
    : m_database(database), m_postStore(posts), m_uploadStore(uploads), m_live(live), m_accounts(accounts),
      m_allowances(allowances), m_storage(storage), m_views(views), m_commands(commands)
{
}

// The Post of `account` that this one duplicates and that createPost() would have continued; empty: none.
QString AccountMover::duplicateOf(const Post &post, const QString &account, bool draftsToo) const
{
    const bool begun = mayBeOnX(post) || post.state == PostState::Posted || post.part > 0;
    if (begun || post.parts.size() != 1)
        return {};
    if (const QString same = m_live.withOnceKey(post.onceKey, account); !same.isEmpty())
        return same;
    if (!isUnderWay(post.state) && !(draftsToo && post.state == PostState::Draft))
        return {};
    NewPost wanted{.account = account, .text = post.parts.first().text, .media = {}, .onceKey = {}};
    for (const Upload &upload : liveUploadsOf(m_live, post.id))
        if (upload.kind == UploadKind::Media)
            wanted.media.append(mediaOf(upload));
    const QVector<MadePost> all = m_live.knownSince(0);
    const Post *same = sameUnfinished(wanted, all);
    return same ? same->id : QString();
}

AccountMover::Move AccountMover::actionOf(const QString &from, const QString &to, bool draftsToo) const
{
    Move move;
    const auto asTheirs = [&](Post post) {
        if (!m_live.withOnceKey(post.onceKey, to).isEmpty()) // both may be on X by now; the key identifies one
            post.onceKey.clear();
        post.account = to;
        return post;
    };
    for (const Publisher *publisher : m_live.publishers()) {
        const Post &post = publisher->record();
        if (post.account != from)
            continue;
        if (const QString same = duplicateOf(post, to, draftsToo); !same.isEmpty())
            move.continued.append({post, liveUploadsOf(m_live, post.id), same});
        else
            move.posts.append(asTheirs(post));
    }
    for (const Uploader *uploader : m_live.uploaders()) {
        Upload upload = uploader->record();
        const bool stays = std::none_of(move.continued.cbegin(), move.continued.cend(), [&](const auto &one) {
            return one.dropped.id == upload.postId;
        });
        if (upload.account != from || !stays)
            continue;
        upload.account = to;
        move.uploads.append(upload);
    }
    for (MadePost posted : m_live.posted()) {
        if (posted.post.account != from)
            continue;
        posted.post = asTheirs(posted.post);
        for (Upload &upload : posted.uploads)
            upload.account = to;
        move.posted.append(posted);
    }
    return move;
}

Result<Done> AccountMover::record(const Move &move)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const Post &post : move.posts)
            if (const Result<Done> saved = m_postStore.save(post, std::nullopt); !saved)
                return saved;
        for (const Upload &upload : move.uploads)
            if (const Result<Done> saved = m_uploadStore.save(m_live.exactly(upload.id)->record(), upload, std::nullopt);
                !saved)
                return saved;
        for (const MadePost &posted : move.posted) {
            if (const Result<Done> saved = m_postStore.save(posted.post, std::nullopt); !saved)
                return saved;
            const QVector<Upload> before = m_live.posted().value(posted.post.id).uploads;
            for (qsizetype i = 0; i < before.size(); ++i)
                if (const Result<Done> saved = m_uploadStore.save(before.at(i), posted.uploads.at(i), std::nullopt); !saved)
                    return saved;
        }
        for (const Move::Continued &one : move.continued) {
            for (const Uploader *upload : m_live.uploadersOf(one.dropped.id))
                if (const Result<Done> gone = m_uploadStore.remove(upload->record().id); !gone)
                    return gone;
            if (const Result<Done> gone = m_postStore.remove(one.dropped.id); !gone)
                return gone;
        }
        return Done{};
    });
}

void AccountMover::apply(const Move &move)
{
    for (const Post &post : move.posts)
        m_live.publisher(post.id)->take(post);
    for (const Upload &upload : move.uploads)
        m_live.exactly(upload.id)->take(upload);
    for (const MadePost &posted : move.posted)
        m_live.addPosted(posted);
    for (const Move::Continued &one : move.continued) {
        for (Uploader *upload : m_live.uploadersOf(one.dropped.id)) {
            upload->end();
            m_live.release(upload);
        }
        m_live.forget(one.dropped.id);
        m_views.forget(one.dropped.id);
    }
}

// Returns false if it could not be saved; nothing is moved then.
bool AccountMover::move(const QString &from, const QString &to, bool draftsToo)
{
    const Move move = actionOf(from, to, draftsToo);
    if (const Result<Done> recorded = record(move); !recorded) {
        m_storage.onNotSaved(recorded.error());
        return false;
    }
    m_accounts.setMoved(from, to);
    apply(move);
    m_transport->rates().move(from, to);
    m_allowances.move(from, to);
    // Queued, so that the token belongs to the new account by then.
    QMetaObject::invokeMethod(this, [this, to, continued = move.continued] {
        Q_EMIT moved(to);
        // Emitted after the other Post has continued: otherwise a caller that waits for the removed one would report
        // a missing sign-in.
        for (const Move::Continued &one : continued) {
            continueInPlace(one.dropped, one.media, one.inItsPlace);
            Q_EMIT postContinued(one.dropped.id, one.inItsPlace);
            Q_EMIT postRemoved(one.dropped.id);
        }
    }, Qt::QueuedConnection);
    return true;
}

// Continues the other Post as createPost() would have, had the user been known.
void AccountMover::continueInPlace(const Post &dropped, const QVector<Upload> &media, const QString &postId)
{
    NewPost wanted{.account = {},
                   .text = {},
                   .media = {},
                   .submit = isUnderWay(dropped.state),
                   .atMs = dropped.scheduledAtMs,
                   .onceKey = {}};
    for (const Upload &upload : media)
        if (upload.kind == UploadKind::Media)
            wanted.media.append(mediaOf(upload));
    m_commands.continuePost(postId, wanted);
}

} // namespace postreel
