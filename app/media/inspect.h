// All that is told of a file at the drop: whether it can be sent, what it is, and what X would say.
// Invariant: with `error` set nothing else is; without it the fingerprint is valid and the verdict known.
#pragma once

#include "app/base/error.h"
#include "app/store/records.h"

namespace postreel {

struct Inspection
{
    Error error; // a hard no: Missing, NotAFile, Unreadable, Empty, TooBig; FileChanged: still being written
    MediaFacts
        facts; // no mediaType for content that X does not take: see mediaTypeBySuffix() to send it anyway
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    Fingerprint fingerprint;
};

// Reads at most about 1 MiB of the file, whatever its size. Blocks; for worker threads (see FileReads).
// `kind`: what the file is to be: a Post's media (not subtitles), a cover (a picture) or subtitles.
Inspection inspect(const QString &path, UploadKind kind);

} // namespace postreel
