// The file that an upload sends, as it is on disk now: the original, or the fixed file that was made of it.
#pragma once

#include "app/base/result.h"
#include "app/media/rules/inspect.h"
#include "app/store/records.h"

namespace postreel {

struct FileNow
{
    Result<Fingerprint> print; // FileChanged: also if the original of a fixed file has changed
    bool grew = false;         // only appended to
    bool isFixGone = false;    // the fixed file is missing; its original is there and unchanged

    // Whether there is no need to wait any longer: the file is there, has changed, or must be fixed again.
    bool isThere() const { return print || isFixGone || print.error().kind == ErrorKind::FileChanged; }
};

// The original of a fixed file may be missing by now, but it must not have changed. Blocks; for worker threads.
FileNow sentFileNow(const Upload &upload);

// Inspects the file; a fixed file whose original has changed is not used. `nowMs`: wall clock. Blocks. Error: those of
// inspect(), FileChanged also for a file that another program is writing.
Inspection inspectedNow(const Upload &upload, const Allowance &allowance, qint64 nowMs);

} // namespace postreel
