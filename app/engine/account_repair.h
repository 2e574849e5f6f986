// Repairs, at program start, uploads whose account is not that of their Post.
#pragma once

#include "app/base/clock.h"
#include "app/store/database.h"
#include "app/store/upload_store.h"

namespace postreel {

// Replaces such uploads by new ones, in `uploads` and in the store, before anything is sent. Where the Post may be on
// X, its media stay: the Post is recognised by them. Errors: Storage.
Result<Done> repairAccounts(const QVector<Post> &posts, QVector<Upload> &uploads, Database &database, UploadStore &store,
                            const Clock &clock);

} // namespace postreel
