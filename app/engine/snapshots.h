// Creates the views that the window and scripts see.
// Invariant: pure; a view is made only from records and the objects that work on them.
#pragma once

#include "app/engine/views.h"
#include "app/post/publisher.h"
#include "app/upload/uploader.h"

namespace postreel {

// For an upload without an object, of a posted Post.
UploadView viewOf(const Upload &upload, const QString &thumbnail);
// `monotonicMs`: now; `linkBytesPerSecond`: recent upload speed, 0: not known; `fixQueueMs`: time until a fix could
// start.
UploadView viewOf(const Uploader &uploader, const QString &thumbnail, qint64 monotonicMs, qint64 linkBytesPerSecond,
                  qint64 fixQueueMs);
// Without uploads, account label and URL, which PostViews adds.
PostView viewOf(const Post &post);

} // namespace postreel
