// Views of records: what the window and scripts see.
// Invariant: pure; a view is made of records, of the objects at work on them, and of nothing else.
#pragma once

#include "app/engine/views.h"
#include "app/post/publisher.h"
#include "app/upload/uploader.h"

namespace postreel {

// Of an upload that nothing happens to any more.
UploadView viewOf(const Upload &upload, const QString &thumbnail);
// `linkBytesPerSecond`: how fast uploads were of late; 0: not known. `fixQueueMs`: until a fix could begin.
UploadView viewOf(const Uploader &uploader, const QString &thumbnail, qint64 monotonicMs, qint64 linkBytesPerSecond,
                  qint64 fixQueueMs);
// Without its uploads, label and url, which the engine adds.
PostView viewOf(const Post &post);

} // namespace postreel
