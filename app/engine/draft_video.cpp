#include "app/engine/draft_video.h"

namespace postreel {

Uploader *draftVideo(const QString &uploadId, const LivePosts &live)
{
    Uploader *upload = live.uploader(uploadId);
    if (!upload || upload->record().kind != UploadKind::Media
        || upload->record().facts.mediaType.startsWith(QLatin1String("image/")))
        return nullptr;
    const Publisher *post = live.publisher(upload->record().postId);
    return post && post->record().state == PostState::Draft ? upload : nullptr;
}

} // namespace postreel
