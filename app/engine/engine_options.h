// What an Engine is made with.
#pragma once

#include "app/engine/views.h"

namespace postreel {

class TokenStore;

struct EngineOptions
{
    QString profile;          // folder; created with mode 0700 if missing
    QString caFile;           // PEM, trusted in addition to the system's certificates; empty: none
    WireForm form = WireForm::Unknown; // Unknown: probed, then remembered per API base
    qint64 limitBytesPerSecond = 0;    // for this run, see setRunLimit(); 0: none
    bool asksPerson = true;            // a user can be asked before a metered connection is used
    TokenStore *keychain = nullptr;    // must outlive the engine; nullptr: the system's
    QString refreshLockFolder;         // empty: the user's, shared by all profiles
    qint64 undoRemovalMs = 10'000;     // how long a removal can be undone
    AccountView sandbox;               // the sandbox's account, so that its Posts are marked as such even while it does not run
    bool waitsForAccounts = false;     // saved work continues with resume(), not with started()
};

} // namespace postreel
