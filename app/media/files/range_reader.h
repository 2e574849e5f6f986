// Reads the exact bytes of an upload's segment, on the threads of FileReads.
// Invariant: returns the complete range of the fingerprinted file or an error, never fewer bytes.
#pragma once

#include "app/base/file_reads.h"
#include "app/base/result.h"
#include "app/store/records.h"

#include <QVector>

namespace postreel {

// Reads the bytes [offset, offset + length), which must lie within expected.size, in pieces of readPieceBytes; the last
// one may be smaller. Memory of sent pieces, all of one size, is reused for the next ones; memory for whole segments was
// mapped and cleared by the system each time, which took a tenth of the work of an upload.
// Blocks; for worker threads. Errors, with the file name as subject:
//   FileChanged  size or modification time are not the expected ones, before or after reading
//   FileAway     the file, or its whole card or share, is gone
//   Unreadable   no permission, or the medium fails
//   Usage        the range does not lie within the file
inline constexpr qint64 readPieceBytes = 256 * 1024;
Result<QVector<QByteArray>> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length);

} // namespace postreel
