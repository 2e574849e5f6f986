// What the engine shows of itself: views of Posts and the status, each at most ten times a second.
#pragma once

#include "app/engine/account_book.h"
#include "app/engine/files_being_added.h"
#include "app/engine/live_posts.h"
#include "app/engine/pauses.h"
#include "app/engine/removals.h"
#include "app/engine/speed_limit_controller.h"
#include "app/engine/storage_retry.h"
#include "app/engine/thumbnails.h"
#include "app/media/fix_queue.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace postreel {

// All that is shown; each outlives the views.
struct ViewSources
{
    LivePosts &live;
    const Removals &removals;
    const FilesBeingAdded &adding;
    const Pauses &pauses;
    SpeedLimitController &speedLimits;
    const Thumbnails &thumbnails;
    const AccountBook &accounts;
    const StorageRetry &storage;
    Settings &settings;
    const Clock &clock;
};

class PostViews final : public QObject
{
    Q_OBJECT
public:
    // `sandbox`: its account, known by its key whether or not it runs. `lacksToken`: what to say of an account whose token is
    // not here; no kind: nothing.
    PostViews(const ViewSources &sources, const AccountView &sandbox, std::function<Error(const QString &)> lacksToken);
    void setFixQueue(FixQueue &queue) { m_fixQueue = &queue; }

    // Told soon, with all else that changed by then. An empty id: only the status.
    void markChanged(const QString &postId);
    // Told at once.
    void publish(const QString &postId);
    // It is gone: nothing more is told of it.
    void forget(const QString &postId) { m_touched.remove(postId); }
    void flush();

    // Nothing: there is no such Post.
    std::optional<PostView> wholeView(const QString &postId) const;
    // Those that were submitted and are not at their end, oldest first.
    QVector<PostView> unfinished() const;
    // Files whose reading hangs.
    void setHangingFiles(const QStringList &paths);

Q_SIGNALS:
    void postChanged(const postreel::PostView &post);
    void statusChanged(const postreel::StatusView &status);
    void flushing(); // before anything of it is told

private:
    void lookAtTurns();
    AccountView accountOf(const QString &key) const;
    void completeView(PostView &view) const;
    void showUploading(StatusView &status) const;
    StatusView statusNow() const;

    const ViewSources m_sources;
    const AccountView m_sandbox;
    const std::function<Error(const QString &)> m_lacksToken;
    FixQueue *m_fixQueue = nullptr;
    QStringList m_hangingFiles;
    QSet<QString> m_touched; // Posts whose view is to be told
    QHash<QString, int> m_turns; // see turnsOf()
    QTimer m_flush;
};

} // namespace postreel
