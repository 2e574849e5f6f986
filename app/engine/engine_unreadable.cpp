// Rows of the database that cannot be read: they stay, and so does every file that they may need.
// Invariant: nothing of a Post is sent while anything of it is not known.
#include "app/engine/engine_core.h"

#include "app/base/log.h"

#include <QDir>

namespace postreel {

namespace {

const QString unreadableRow = QStringLiteral("unreadable-row");

// A database that was kept aside may name files, too.
bool hasOneAside(const QString &profile)
{
    return !QDir(profile)
                .entryList({QStringLiteral("postreel.sqlite.damaged-*"), QStringLiteral("postreel.sqlite.newer-*"),
                            QStringLiteral("postreel.sqlite.older-*")},
                           QDir::Files)
                .isEmpty();
}

} // namespace

void EngineCore::setUnreadableAside(PostStore::Loaded &posts, const UploadStore::Loaded &uploads, bool accountsWhole)
{
    m_unreadable = posts.unreadable;
    m_withUnreadable.clear();
    QSet<QString> halfKnown;
    for (const UploadStore::Unreadable &upload : uploads.unreadable)
        halfKnown.insert(upload.postId);
    posts.posts.removeIf([&](const Post &post) {
        if (post.state == PostState::Posted || !halfKnown.contains(post.id)) // nothing more is sent of a Posted one
            return false;
        m_withUnreadable.append(post);
        return true;
    });
    m_keepsAllFiles = !posts.unreadable.isEmpty() || !uploads.unreadable.isEmpty() || hasOneAside(m_options.profile);
    if (posts.unreadable.isEmpty() && uploads.unreadable.isEmpty() && accountsWhole)
        return;
    qCInfo(logStore) << "rows that cannot be read: Posts" << posts.unreadable.size() << "uploads"
                        << uploads.unreadable.size() << "accounts" << !accountsWhole;
    Q_EMIT notice(Error{.kind = ErrorKind::Storage, .problem = unreadableRow});
}

// Whether the Post may be one of those; then nobody knows what became of it.
Error EngineCore::mayBeUnreadable(const NewPost &wanted) const
{
    const auto hasKey = [&](const auto &post) {
        return !wanted.onceKey.isEmpty() && post.onceKey == wanted.onceKey && post.account == wanted.account;
    };
    bool may = std::any_of(m_unreadable.cbegin(), m_unreadable.cend(), hasKey) ||
               std::any_of(m_withUnreadable.cbegin(), m_withUnreadable.cend(), [&](const Post &post) {
                   const bool same = wanted.continueSame && post.account == wanted.account &&
                                     post.state != PostState::Cancelled && post.parts.size() == 1 &&
                                     post.parts.first().text == wanted.text;
                   return same || hasKey(post);
               });
    may = may || (!wanted.onceKey.isEmpty() && hasOneAside(m_options.profile));
    return may ? Error{.kind = ErrorKind::Storage, .problem = unreadableRow, .subject = wanted.onceKey} : Error{};
}

} // namespace postreel
