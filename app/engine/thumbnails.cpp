#include "app/engine/thumbnails.h"

#include <algorithm>

namespace postreel {

void Thumbnails::setShown(const QStringList &uploadIds)
{
    m_shown = QSet<QString>(uploadIds.cbegin(), uploadIds.cend());
    const QStringList requested = m_requested.keys();
    for (const QString &id : requested)
        if (!m_shown.contains(id)) {
            m_requested.remove(id);
            m_files.remove(id);
        }
}

void Thumbnails::request(const Upload &upload)
{
    const bool checked = upload.fingerprint.valid(); // its content is not known before
    if (!m_frames || !checked || upload.kind != UploadKind::Media || !m_shown.contains(upload.id)
        || m_files.contains(upload.id))
        return;
    m_files.insert(upload.id, {});
    const auto waits = std::make_shared<QObject>();
    m_requested.insert(upload.id, waits);
    // A file that X does not accept has a media type made up for X; ffmpeg detects the real one.
    const bool known = std::none_of(upload.problems.cbegin(), upload.problems.cend(),
                                    [](const Problem &problem) { return problem.field == QLatin1String("content"); });
    m_frames->request(upload.sentFile(), known ? upload.facts.mediaType : QString(), upload.fingerprint, waits.get(),
                      [this, id = upload.id, postId = upload.postId](const QString &file) {
                          m_files.insert(id, file);
                          m_requested.remove(id);
                          Q_EMIT made(postId);
                      });
}

} // namespace postreel
