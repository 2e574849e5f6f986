// Fingerprints of files: cheap enough for 8 GB, precise enough to tell that a file is still the one whose first half
// has been uploaded.
// Invariant: reads at most 256 KiB, whatever the file's size; every byte of a file up to that size counts.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"

class QFile;

namespace postreel {

// Size, modification time, and SHA-256 over the size, the first and last 64 KiB and 8 samples of 16 KiB spread evenly
// between them (files up to 256 KiB: over all bytes). Errors: those of openRegularFile(), and FileChanged if the file
// changed while it was read (it is still being written). Blocks; for worker threads.
Result<Fingerprint> fingerprintOf(const QString &path);
Result<Fingerprint> fingerprintOf(QFile &open);

// Whether both are fingerprints of the same unchanged file. A remounted card or share may report times in whole seconds
// (FAT: even ones), so times less than 2 s apart count as equal if one of them is in whole seconds. Use the newer
// fingerprint from then on: readRange() compares times to the millisecond.
bool sameFile(const Fingerprint &a, const Fingerprint &b);

// Whether the file is the fingerprinted one with data appended: larger, and unchanged up to its old end except for the
// first 8 KiB, where a recorder writes sizes and times when it finishes. False if it cannot be read. Blocks.
bool hasGrown(const QString &path, const Fingerprint &before);

// Whether the file exists and has the size and, to the millisecond, the modification time of the fingerprint. Blocks
// for a moment.
bool isUntouched(const QString &path, const Fingerprint &fingerprint);

} // namespace postreel
