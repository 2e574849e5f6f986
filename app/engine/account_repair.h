// A start that finds an upload for another account than its Post's.
#pragma once

#include "app/base/clock.h"
#include "app/store/database.h"
#include "app/store/upload_store.h"

namespace postreel {

// Such an upload is one for nobody; a new one takes its place, in `uploads` and in the store, before anything is sent. Where
// the Post may stand on X, its media is how it is recognised, and stays. Errors: Storage.
Result<Done> repairAccounts(const QVector<Post> &posts, QVector<Upload> &uploads, Database &database, UploadStore &store,
                            const Clock &clock);

} // namespace postreel
