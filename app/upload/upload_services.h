// The services that every upload uses, owned by the engine, which keeps them alive longer than any upload.
// Invariant: references only; no upload owns or keeps any of it.
#pragma once

#include "app/base/clock.h"
#include "app/media/files/range_reader.h"
#include "app/media/fix/fix_queue.h"
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
    SegmentScheduler &scheduler;
    FixQueue &fixQueue;
    WireForm forcedForm;                                   // Unknown: probed, then remembered
    std::function<QUrl(const QString &account)> apiBaseOf; // empty URL: the account is not known in this run
    std::function<bool(const Upload &)> isSubmitted;       // whether its Post is submitted and not yet posted
    // Whether its Post may already be on X with this media, so that its media key is still needed: it must not expire
    // then.
    std::function<bool(const Upload &)> postMayBeOnX;
    // Its priority among the uploads that send; only the fields that its Post determines.
    std::function<SendPriority(const Upload &)> priorityOf;
    std::function<bool()> maySend; // false: the connection is metered and the user has not allowed it yet
    // What X allows the user of an account, as far as it is known.
    std::function<Allowance(const QString &account)> allowanceOf;
    // Asks X for the user's subscription unless this run knows it, then calls `then`; immediately if it is known.
    std::function<void(const QString &account, QObject *context, std::function<void()> then)> learnTier;
    // Reads a limit of X from the error of a refusal; returns whether it is one that was not known.
    std::function<bool(const Upload &upload, const Error &error)> applyLimit;
    // Whether the user has paused sending: uploads then pause instead of fixing files or sending requests.
    std::function<bool(const Upload &)> isPaused = [](const Upload &) { return false; };
    // Returns a function that syncs to disk everything saved before this call; see Database::syncing(). The default
    // assumes that everything is on disk already.
    std::function<std::function<Result<Done>()>()> syncing = [] { return [] { return Result<Done>(Done{}); }; };
};

} // namespace postreel
