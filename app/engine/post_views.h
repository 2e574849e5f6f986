// Emits the views of Posts and the status, each at most ten times per second, except through publish().
#pragma once

#include "app/engine/account_book.h"
#include "app/engine/files_being_added.h"
#include "app/engine/live_posts.h"
#include "app/engine/pauses.h"
#include "app/engine/removals.h"
#include "app/engine/speed_limit_controller.h"
#include "app/engine/storage_retry.h"
#include "app/engine/thumbnails.h"
#include "app/media/fix/fix_queue.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace postreel {

// The sources of the views; each must outlive them.
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
    // `sandbox`: the sandbox's account, known by its key whether it runs or not. `lacksToken`: the error to show for
    // an account whose token is missing; ErrorKind::None: nothing.
    PostViews(const ViewSources &sources, const AccountView &sandbox, std::function<Error(const QString &)> lacksToken);
    void setFixQueue(FixQueue &queue) { m_fixQueue = &queue; }

    // Schedules an update, together with other changes. An empty id: only the status.
    void markChanged(const QString &postId);
    // Emits the view immediately.
    void publish(const QString &postId);
    // Drops a scheduled update of a removed Post.
    void forget(const QString &postId) { m_touched.remove(postId); }
    void flush();

    // nullopt: there is no such Post.
    std::optional<PostView> wholeView(const QString &postId) const;
    // The submitted, unfinished Posts, oldest first; also drafts that are submitted once their files are added.
    QVector<PostView> unfinished() const;
    // Files whose reads hang.
    void setHangingFiles(const QStringList &paths);

Q_SIGNALS:
    void postChanged(const postreel::PostView &post);
    void statusChanged(const postreel::StatusView &status);
    void flushing(); // before the views are emitted

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
    QSet<QString> m_touched; // Posts with a scheduled update
    QHash<QString, int> m_turns; // see turnsOf()
    QTimer m_flush;
};

} // namespace postreel
