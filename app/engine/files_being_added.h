// Files that are being added to Posts: checked, copied or cut, and not yet saved. A Post is not sent before they are
// part of it.
// Invariant: in memory alone; nothing that was saved depends on it. Media keep the order in which they were added,
// whichever is saved first.
#pragma once

#include <QHash>
#include <QString>
#include <optional>

namespace postreel {

class FilesBeingAdded
{
public:
    // The arguments of a submit() that came while files were being added.
    struct DeferredSubmit
    {
        qint64 undoMs = 0;
        qint64 atMs = 0;
    };

    // Reserves `places` positions for `files` files, after `last` and after all other reserved ones; returns the
    // first one.
    int begin(const QString &postId, int files, int places, int last);
    // The files have been saved, or will not be added.
    void end(const QString &postId, int files);
    int files(const QString &postId) const { return m_posts.value(postId).files; }
    // The first position after `last` that is not reserved.
    int free(const QString &postId, int last) const;

    void deferSubmit(const QString &postId, const DeferredSubmit &leaving);
    bool leavesLater(const QString &postId) const { return m_posts.value(postId).leaving.has_value(); }
    // Cancels the deferred submit and returns it; nullopt: there is none.
    std::optional<DeferredSubmit> takeDeferredSubmit(const QString &postId);
    // Number of Posts with a deferred submit.
    int leaving() const;

private:
    struct OfPost
    {
        int files = 0;
        int lastKept = -1;
        std::optional<DeferredSubmit> leaving;
    };
    QHash<QString, OfPost> m_posts; // Posts with files being added
};

} // namespace postreel
