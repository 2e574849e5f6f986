// Files on their way into Posts: they are looked at, copied or cut, and not recorded yet. A Post does not leave before they
// are with it.
// Invariant: in memory alone; nothing that was recorded depends on it. Media stand in the order in which they were added,
// whichever is recorded first.
#pragma once

#include <QHash>
#include <QString>
#include <optional>

namespace postreel {

class FilesBeingAdded
{
public:
    // What submit() was asked while files were on their way.
    struct Leaving
    {
        qint64 undoMs = 0;
        qint64 atMs = 0;
    };

    // Keeps `places` positions for so many files, behind `last` and behind all others on their way; answers the first one.
    int begin(const QString &postId, int files, int places, int last);
    // They are recorded, or will not come.
    void end(const QString &postId, int files);
    int files(const QString &postId) const { return m_posts.value(postId).files; }
    // The first position behind `last` that is kept for none.
    int free(const QString &postId, int last) const;

    void leaveLater(const QString &postId, const Leaving &leaving);
    bool leavesLater(const QString &postId) const { return m_posts.value(postId).leaving.has_value(); }
    // It does not leave by itself any more; what it was to leave with.
    std::optional<Leaving> takeLeaving(const QString &postId);
    // Posts that are to leave.
    int leaving() const;

private:
    struct OfPost
    {
        int files = 0;
        int lastKept = -1;
        std::optional<Leaving> leaving;
    };
    QHash<QString, OfPost> m_posts; // those with files on their way
};

} // namespace postreel
