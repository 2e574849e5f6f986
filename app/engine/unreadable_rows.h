// Rows of the database that cannot be read: they stay, and so does every file that they may need. Nothing of a Post is sent
// while anything of it is not known.
#pragma once

#include "app/engine/engine.h"
#include "app/store/post_store.h"
#include "app/store/upload_store.h"

namespace postreel {

class UnreadableRows
{
public:
    // `profile`: its folder, where a database may lie that was set aside.
    explicit UnreadableRows(const QString &profile) : m_profile(profile) {}

    // Takes out of `posts` those of which a media cannot be read. `accountsWhole`: every account could be. Whether there is
    // anything that a person should know.
    bool setAside(PostStore::Loaded &posts, const UploadStore::Loaded &uploads, bool accountsWhole);
    // What to tell of it.
    static Error notice();

    // Whether the Post may be one of those; then nobody knows what became of it. Error: Storage; no kind: it is not.
    Error mayHold(const NewPost &wanted) const;
    bool hasPostsOf(const QString &account) const;
    // Not all records are known, so nobody knows which files are needed.
    bool keepsAllFiles() const { return m_keepsAllFiles; }

private:
    const QString m_profile;
    QVector<PostStore::Loaded::Unreadable> m_posts; // whose rows say no more
    QVector<Post> m_withUnreadable;                 // with a media whose row cannot be read
    bool m_keepsAllFiles = false;
};

} // namespace postreel
