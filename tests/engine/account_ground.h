// The accounts of a profile with what they stand on: database, keychain, sandbox; without an engine.
#pragma once

#include "app/engine/allowances.h"
#include "app/store/database.h"
#include "app/x/transport.h"
#include "tests/support/live_sandbox.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/test_timeout.h"

#include <QSignalSpy>
#include <QTemporaryDir>

namespace postreel::testing {

inline const QString ada = QStringLiteral("host/42");

struct AccountGround
{
    explicit AccountGround(const QString &sandboxSpec = {}) : sandbox(sandboxSpec)
    {
        if (!database.open(folder.filePath(QStringLiteral("postreel.sqlite"))))
            qFatal("no database");
        sessions.attach(transport);
        accounts.setTransport(transport);
        allowances.setTransport(transport);
    }
    AccountRecord record(AccountState state = AccountState::SignedIn) const
    {
        return {.key = ada, .userId = QStringLiteral("42"), .handle = QStringLiteral("ada"), .apiBase = sandbox.base().toString(), .state = state};
    }

    LiveSandbox sandbox;
    QTemporaryDir folder;
    SystemClock clock;
    Database database;
    Settings settings{database};
    AccountStore store{database};
    MemoryTokenStore keychain;
    Sessions sessions{clock, keychain, folder.path()};
    Transport transport{clock, sessions};
    AccountBook accounts{store, sessions, folder.path()};
    Allowances allowances{settings, sessions, accounts, clock};
};

} // namespace postreel::testing
