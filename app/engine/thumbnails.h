// The pictures of uploads: made of what is looked at alone, and given up where it is out of sight before its turn came.
#pragma once

#include "app/media/thumbnail.h"
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
    // Before the profile is open there are no frames to be had, and nothing is made.
    void setFrames(Frames &frames) { m_frames = &frames; }

    // These uploads are looked at now, in place of those before; request() is to be called for each.
    void setShown(const QStringList &uploadIds);
    // Makes the picture, where the upload is looked at, its file was read, and there is none yet.
    void request(const Upload &upload);
    // The path of its picture; empty while one is being made, and where none can be.
    QString file(const QString &uploadId) const { return m_files.value(uploadId); }

Q_SIGNALS:
    void made(const QString &postId);

private:
    Frames *m_frames = nullptr;
    QHash<QString, QString> m_files; // by upload
    QSet<QString> m_shown;
    QHash<QString, std::shared_ptr<QObject>> m_requested; // being made: who waits for them
};

} // namespace postreel
