// The database of a profile, and what reads and writes its records.
#pragma once

#include "app/store/account_store.h"
#include "app/store/database.h"
#include "app/store/post_store.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"

namespace postreel {

// The person's alone; but a folder that holds other things (somebody's home, /tmp) keeps its mode.
void makeProfileFolder(const QString &path);

struct Profile
{
    Database database;
    PostStore posts{database};
    UploadStore uploads{database};
    Settings settings{database};
    AccountStore accounts{database};
};

} // namespace postreel
