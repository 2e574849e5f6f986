#include "app/media/fix/fix_subtitles.h"

#include "app/media/files/file_check.h"
#include "app/media/rules/subtitle_check.h"

#include <QSaveFile>

namespace postreel {

Result<QString> writeAsUtf8(const QString &from, const QString &to)
{
    const auto file = openRegularFile(from);
    if (!file)
        return file.error();
    const auto reading = readSubtitleFile(**file);
    if (!reading)
        return reading.error();
    if (!reading->isFixable())
        return {ErrorKind::NothingToFix, fileNameOf(from)};
    QSaveFile out(to);
    if (!out.open(QIODevice::WriteOnly) || out.write(reading->utf8) != reading->utf8.size() || !out.commit())
        return Error{.kind = ErrorKind::Storage, .detail = out.errorString(), .source = ErrorSource::System, .subject = fileNameOf(from)};
    return to;
}

} // namespace postreel
