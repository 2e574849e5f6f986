// Commands of a user or script for one upload: its texts, the decision that it waits for, where its file is.
#pragma once

#include "app/engine/post_views.h"
#include "app/media/files/range_reader.h"

namespace postreel {

class MediaCommands final : public QObject
{
    Q_OBJECT
public:
    // All must outlive it.
    MediaCommands(LivePosts &live, FileReads &reads, Settings &settings, PostViews &views);

    // As in EngineMedia.
    void setAltText(const QString &uploadId, const QString &text);
    void setTitle(const QString &uploadId, const QString &title, const QString &description);
    void fix(const QString &uploadId);
    void stopFixing(const QString &uploadId);
    void sendAnyway(const QString &uploadId);
    void setDeadline(const QString &uploadId, qint64 atMs);
    void setFixByItself(bool fix);
    void findFile(const QString &uploadId, const QString &path, std::function<void(Result<Done>)> done);

    // Checks whether the files of a Post are still those that X has, right before it is sent. Files that cannot be
    // read within 2 s count as the same: X has all their bytes.
    void recheckFiles(const QString &postId, std::function<void(bool same)> then);

private:
    LivePosts &m_live;
    FileReads &m_reads;
    Settings &m_settings;
    PostViews &m_views;
};

} // namespace postreel
