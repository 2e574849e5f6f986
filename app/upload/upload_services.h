// What every upload works with, owned by the engine and outliving every upload.
// Invariant: references only; no upload owns or keeps any of it.
#pragma once

#include "app/base/clock.h"
#include "app/media/fix_queue.h"
#include "app/media/range_reader.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"
#include "app/upload/segment_scheduler.h"
#include "app/x/transport.h"

#include <QUrl>

namespace postreel {

struct UploadServices
{
    Clock &clock;
    Transport &transport;
    UploadStore &store;
    Settings &settings;
    FileReads &reads;
    SegmentScheduler &order;
    WireForm forcedForm;                                   // Unknown: ask, then remember
    std::function<QUrl(const QString &account)> apiBaseOf; // empty URL: account not known in this run
    std::function<bool(const Upload &)> isWanted;          // its Post is submitted and not yet posted
    // Its Post may stand on X with this very media, so its key is still needed: it does not expire by then.
    std::function<bool(const Upload &)> isHeld;
    // Its place among those that send: all of a claim that its Post knows.
    std::function<SendPriority(const Upload &)> placeOf;
    std::function<bool()> maySend; // false: a metered connection, and the person was not asked yet
    FixQueue &fixQueue;
    // What X allows to the user of an account, as far as it is known.
    std::function<Allowance(const QString &account)> allowanceOf;
    // Asks X for the user's subscription if this run does not know it yet, then calls back; at once when it does.
    std::function<void(const QString &account, QObject *context, std::function<void()> then)> learnTier;
    // X may have named a limit when it refused this; whether it is one that was not known.
    std::function<bool(const Upload &upload, const Error &error)> applyLimit;
    // A person said that nothing is to be sent: what would work for X, or fix, pauses instead.
    std::function<bool(const Upload &)> isPaused = [](const Upload &) { return false; };
    // What brings to the disk all that was saved before it was asked for; see Database::syncing(). None: all is there at once.
    std::function<std::function<Result<Done>()>()> syncing = [] { return [] { return Result<Done>(Done{}); }; };
};

} // namespace postreel
