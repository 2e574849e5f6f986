// All that is told of a file at the drop: whether it can be sent, what it is, and what X would say.
// Invariant: with `error` set nothing else is; without it the fingerprint is valid and the verdict known.
#pragma once

#include "app/base/error.h"
#include "app/media/evaluate.h"
#include "app/media/stream_facts.h"
#include "app/store/records.h"

namespace postreel {

struct Inspection
{
    Error error; // a hard no: Missing, NotAFile, Unreadable, Empty; FileChanged: still being written
    MediaFacts
        facts; // no mediaType for content that X does not take: see mediaTypeBySuffix() to send it anyway
    StreamFacts streams;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    QVector<BrokenRule> broken; // of the same order
    Fingerprint fingerprint;
    bool wantsScan = false; // every frame's time is not known yet: scanned() tells more
};

// What headers tell, within 300 ms of a local file whatever its size: content, truncation, streams by ffprobe if it is
// installed, frame times out of the sample tables of MP4 and MOV. Blocks; for worker threads (see FileReads).
// `kind`: what the file is to be: a Post's media (not subtitles), a cover (a picture) or subtitles.
Inspection inspect(const QString &path, UploadKind kind, const Allowance &allowance = {});

// The same after a look at the frames of a file that has no sample tables (WebM, TS), for 15 s at most; what
// could not be looked at by then stays unknown. Blocks.
Inspection scanned(const QString &path, Inspection seen, const Allowance &allowance);

// The same where a person has chosen the sound track; a stream that is none of its tracks changes nothing.
Inspection withSound(Inspection seen, int stream, const Allowance &allowance);

// Both, or `before` if the file is still the one that it is about. Blocks.
Inspection inspectedWhole(const QString &path, UploadKind kind, const Allowance &allowance,
                          const std::optional<Inspection> &before);

} // namespace postreel
