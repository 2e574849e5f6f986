// Handles database rows that cannot be read: they are kept, with every file that they may need. Nothing of a Post is
// sent while any part of it is unreadable.
#pragma once

#include "app/engine/new_post.h"
#include "app/store/post_store.h"
#include "app/store/upload_store.h"

namespace postreel {

class UnreadableRows
{
public:
    // `profile`: its folder, which may hold a database that was set aside.
    explicit UnreadableRows(const QString &profile) : m_profile(profile) {}

    // Removes from `posts` those with an unreadable media. `accountsWhole`: all accounts could be read. Returns
    // whether there is something to report.
    bool setAside(PostStore::Loaded &posts, const UploadStore::Loaded &uploads, bool accountsWhole);
    // The error to report.
    static Error notice();

    // Whether the Post may be among the unreadable ones, whose fate is unknown: Storage; ErrorKind::None: it is not.
    Error mayHold(const NewPost &wanted) const;
    bool hasPostsOf(const QString &account) const;
    // Whether no files may be deleted, because not all records are known.
    bool keepsAllFiles() const { return m_keepsAllFiles; }

private:
    const QString m_profile;
    QVector<PostStore::Loaded::Unreadable> m_posts; // Posts whose rows cannot be read
    QVector<Post> m_withUnreadable;                 // Posts with a media whose row cannot be read
    bool m_keepsAllFiles = false;
};

} // namespace postreel
