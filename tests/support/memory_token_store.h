// A token store in memory that does what a test tells it: locked, away, slow, written by another program.
// Invariant: it answers from the event loop, as a keychain does, and counts what was asked of it.
#pragma once

#include "app/auth/token_store.h"

#include <QHash>
#include <QTimer>

namespace postreel::testing {

class MemoryTokenStore final : public TokenStore
{
public:
    QHash<QString, StoredSignIn> entries;
    StoreOutcome readsAs = StoreOutcome::Stored;  // anything else: no entry is handed out
    StoreOutcome writesAs = StoreOutcome::Stored; // anything else: nothing is written
    bool settles = true;
    int reads = 0;
    int writes = 0;
    // Called with each entry as it is written, before it is answered.
    std::function<void(const QString &, const StoredSignIn &)> onWrite;

    void read(const QString &key, QObject *context, std::function<void(const StoreRead &)> done) override
    {
        ++reads;
        StoreRead found{readsAs, {}};
        if (readsAs == StoreOutcome::Stored)
            found = entries.contains(key) ? StoreRead{StoreOutcome::Stored, entries.value(key)}
                                          : StoreRead{StoreOutcome::Locked, {}};
        QTimer::singleShot(0, context, [found, done = std::move(done)] { done(found); });
    }
    void write(const QString &key, const StoredSignIn &signIn, QObject *context,
               std::function<void(StoreOutcome)> done) override
    {
        ++writes;
        if (writesAs == StoreOutcome::Stored)
            entries.insert(key, signIn);
        if (onWrite)
            onWrite(key, signIn);
        QTimer::singleShot(0, context, [outcome = writesAs, done = std::move(done)] { done(outcome); });
    }
    void remove(const QString &key, QObject *context, std::function<void(StoreOutcome)> done) override
    {
        if (writesAs == StoreOutcome::Stored)
            entries.remove(key);
        QTimer::singleShot(0, context, [outcome = writesAs, done = std::move(done)] { done(outcome); });
    }
    void settle(QObject *context, std::function<void()> done) override
    {
        if (settles)
            QTimer::singleShot(0, context, std::move(done));
    }
};

} // namespace postreel::testing
