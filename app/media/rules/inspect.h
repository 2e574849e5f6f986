// Inspects a dropped file: whether it can be uploaded, what it is, and whether X will accept it.
// Invariant: with `error` set nothing else counts; without it the fingerprint is valid and the verdict is known.
#pragma once

#include "app/base/error.h"
#include "app/media/probe/stream_facts.h"
#include "app/media/rules/evaluate.h"
#include "app/store/records.h"

namespace postreel {

struct Inspection
{
    Error error; // cannot be uploaded: Missing, NameNotUtf8, NotAFile, Unreadable, Empty; FileChanged: still being written
    MediaFacts
        facts; // no mediaType for content that X does not accept: to upload it anyway, see mediaTypeBySuffix()
    StreamFacts streams;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    QVector<BrokenRule> broken; // in the same order
    Fingerprint fingerprint;
    bool wantsScan = false; // headers did not suffice: scanned() finds out more
};

// Reads the headers, within 300 ms for a local file of any size: content, truncation, streams by ffprobe if it is
// installed, frame times from the sample tables of MP4 and MOV. Blocks; for worker threads (see FileReads).
// `kind`: what the file is meant to be: a Post's media (not subtitles), a cover (a picture) or subtitles.
Inspection inspect(const QString &path, UploadKind kind, const Allowance &allowance = {});

// Completes `seen` if it wants a scan: the frames of a video without sample tables (WebM, TS), read for 15 s at most,
// damage, silent audio tracks, whether a picture can be decoded. What is not found out in time stays unknown. Blocks.
Inspection scanned(const QString &path, Inspection seen, const Allowance &allowance);

// Returns `seen` with the audio track that the user has chosen; unchanged if `stream` is not one of its audio tracks.
Inspection withSound(Inspection seen, int stream, const Allowance &allowance);

// Returns inspect() and scanned(), or `before` if the file has not changed since. Blocks.
Inspection inspectedWhole(const QString &path, UploadKind kind, const Allowance &allowance,
                          const std::optional<Inspection> &before);

} // namespace postreel
