// The fingerprint of a file: cheap enough for 8 GB, sharp enough to tell that the file is still the one
// whose first half X already has.
// Invariant: at most 256 KiB are read, whatever the file's size; up to there every byte counts.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"

class QFile;

namespace postreel {

// Size, time of last modification, and SHA-256 over the size, the first and last 64 KiB and 8 samples of
// 16 KiB spread evenly between them. Errors: Missing, NotAFile, Unreadable, and FileChanged when the file
// changed while it was read (somebody still writes it). Blocks; for worker threads.
Result<Fingerprint> fingerprintOf(const QString &path);
Result<Fingerprint> fingerprintOf(QFile &open);

// Whether both are of one unchanged file. A card or share that was mounted again may give the time in whole
// seconds (FAT: even ones), so times less than 2 s apart count as equal if one of them is whole seconds.
// Go on with the newer fingerprint then: readRange() compares times to the millisecond.
bool sameFile(const Fingerprint &a, const Fingerprint &b);

// Whether a file is the one of the fingerprint with more behind it: larger, and the same up to its old end but for the
// head, where a recorder writes sizes and times when it is done. False when it cannot be read. Blocks.
bool hasGrown(const QString &path, const Fingerprint &before);

// Whether a file that is there has the size and time of the fingerprint, to the millisecond. Blocks for a moment.
bool isUntouched(const QString &path, const Fingerprint &fingerprint);

} // namespace postreel
