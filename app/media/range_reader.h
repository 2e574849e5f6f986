// The exact bytes of a segment. They are read on the threads of FileReads.
// Invariant: a range is either whole and of the file that was fingerprinted, or an error; never short bytes.
#pragma once

#include "app/base/file_reads.h"
#include "app/base/result.h"
#include "app/store/records.h"

#include <QVector>

namespace postreel {

// The bytes [offset, offset + length) of the file, which must lie within expected.size, in pieces of readPieceBytes
// and a last one that may be smaller: pieces of one size are taken from memory again as the sent ones are freed, while
// whole segments were mapped and cleared by the system each time, a tenth of all the work of an upload.
// Blocks; for worker threads. Errors, with the file name as subject:
//   FileChanged  size or time of modification are not those expected, before or after reading
//   FileAway     the file, or its whole card or share, is gone
//   Unreadable   no permission, or the medium fails
//   Usage        the range does not lie within the file
inline constexpr qint64 readPieceBytes = 256 * 1024;
Result<QVector<QByteArray>> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length);

} // namespace postreel
