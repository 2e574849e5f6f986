#include "app/upload/sent_file.h"

#include "app/media/files/being_written.h"
#include "app/media/files/fingerprint.h"

namespace postreel {

FileNow sentFileNow(const Upload &upload)
{
    const bool isFixed = !upload.fixedFile.isEmpty() && upload.original.valid();
    const Fingerprint &source = isFixed ? upload.original : upload.fingerprint;
    const Result<Fingerprint> now = fingerprintOf(upload.file);
    const bool changed = now ? !sameFile(*now, source) : now.error().kind == ErrorKind::FileChanged;
    if (changed)
        return {Error{.kind = ErrorKind::FileChanged, .subject = upload.file}, hasGrown(upload.file, source)};
    FileNow seen{isFixed ? fingerprintOf(upload.sentFile()) : now};
    seen.isFixGone = isFixed && now && !seen.print;
    return seen;
}

Inspection inspectedNow(const Upload &upload, const Allowance &allowance, qint64 nowMs)
{
    Inspection seen;
    if (!upload.fixedFile.isEmpty()) {
        if (const FileNow now = sentFileNow(upload); now.print.error().kind == ErrorKind::FileChanged)
            seen.error = now.print.error();
    } else if (isBeingWritten(upload.file, nowMs)) {
        seen.error = {.kind = ErrorKind::FileChanged, .subject = upload.file};
    }
    return seen.error ? seen : inspect(upload.sentFile(), upload.kind, allowance);
}

} // namespace postreel
