#include "app/engine/unreadable_rows.h"

#include "app/base/log.h"

#include <QDir>
#include <QSet>
#include <algorithm>

namespace postreel {

namespace {

const QString unreadableRow = QStringLiteral("unreadable-row");

// Whether the profile has a database that was set aside, which may also name files.
bool hasOneAside(const QString &profile)
{
    return !QDir(profile)
                .entryList({QStringLiteral("postreel.sqlite.damaged-*"), QStringLiteral("postreel.sqlite.newer-*"),
                            QStringLiteral("postreel.sqlite.older-*")},
                           QDir::Files)
                .isEmpty();
}

} // namespace

Error UnreadableRows::notice()
{
    return {.kind = ErrorKind::Storage, .problem = unreadableRow};
}

bool UnreadableRows::setAside(PostStore::Loaded &posts, const UploadStore::Loaded &uploads, bool accountsWhole)
{
    m_posts = posts.unreadable;
    m_withUnreadable.clear();
    QSet<QString> halfKnown;
    for (const UploadStore::Unreadable &upload : uploads.unreadable)
        halfKnown.insert(upload.postId);
    posts.posts.removeIf([&](const Post &post) {
        if (post.state == PostState::Posted || !halfKnown.contains(post.id)) // a posted Post sends nothing more
            return false;
        m_withUnreadable.append(post);
        return true;
    });
    m_keepsAllFiles = !posts.unreadable.isEmpty() || !uploads.unreadable.isEmpty() || hasOneAside(m_profile);
    if (posts.unreadable.isEmpty() && uploads.unreadable.isEmpty() && accountsWhole)
        return false;
    qCInfo(logStore) << "rows that cannot be read: Posts" << posts.unreadable.size() << "uploads"
                     << uploads.unreadable.size() << "accounts" << !accountsWhole;
    return true;
}

Error UnreadableRows::mayHold(const NewPost &wanted) const
{
    const auto hasKey = [&](const auto &post) {
        return !wanted.onceKey.isEmpty() && post.onceKey == wanted.onceKey && post.account == wanted.account;
    };
    const auto isSame = [&](const Post &post) {
        const bool same = wanted.continueSame && post.account == wanted.account && post.state != PostState::Cancelled
                          && post.parts.size() == 1 && post.parts.first().text == wanted.text;
        return same || hasKey(post);
    };
    const bool may = std::any_of(m_posts.cbegin(), m_posts.cend(), hasKey)
                     || std::any_of(m_withUnreadable.cbegin(), m_withUnreadable.cend(), isSame)
                     || (!wanted.onceKey.isEmpty() && hasOneAside(m_profile));
    return may ? Error{.kind = ErrorKind::Storage, .problem = unreadableRow, .subject = wanted.onceKey} : Error{};
}

bool UnreadableRows::hasPostsOf(const QString &account) const
{
    const auto isOf = [&](const auto &post) { return post.account == account; };
    return std::any_of(m_posts.cbegin(), m_posts.cend(), isOf)
           || std::any_of(m_withUnreadable.cbegin(), m_withUnreadable.cend(), isOf);
}

} // namespace postreel
