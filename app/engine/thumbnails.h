// The thumbnails of uploads: made only for visible uploads, and dropped if an upload is hidden before its turn.
#pragma once

#include "app/media/frames/thumbnail.h"
#include "app/store/records.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <memory>

namespace postreel {

class Thumbnails final : public QObject
{
    Q_OBJECT
public:
    // Until this is called (the profile is not open), no thumbnails are made.
    void setFrames(Frames &frames) { m_frames = &frames; }

    // Sets the visible uploads; call request() for each of them.
    void setShown(const QStringList &uploadIds);
    // Makes a thumbnail if the upload is visible, its file was checked, and none was requested yet.
    void request(const Upload &upload);
    // The path of its thumbnail; empty while it is being made, or if none can be made.
    QString file(const QString &uploadId) const { return m_files.value(uploadId); }

Q_SIGNALS:
    void made(const QString &postId);

private:
    Frames *m_frames = nullptr;
    QHash<QString, QString> m_files; // by upload
    QSet<QString> m_shown;
    QHash<QString, std::shared_ptr<QObject>> m_requested; // pending, with the context of the request
};

} // namespace postreel
