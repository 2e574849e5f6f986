// The database of a profile and the stores of its records.
#pragma once

#include "app/store/account_store.h"
#include "app/store/database.h"
#include "app/store/post_store.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"

namespace postreel {

// Creates the folder of a profile with mode 0700; a folder that holds other files (a home folder, /tmp) keeps its
// mode.
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
