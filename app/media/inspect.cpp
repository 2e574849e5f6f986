#include "app/media/inspect.h"

#include "app/media/content_type.h"
#include "app/media/file_check.h"
#include "app/media/fingerprint.h"
#include "app/media/header_probe.h"
#include "app/media/limits.h"

#include <QCoreApplication>

namespace postreel {

namespace {

bool fits(const QString &category, UploadKind kind)
{
    switch (kind) {
    case UploadKind::Media:
        return !category.isEmpty() && category != QLatin1String("subtitles");
    case UploadKind::Cover:
        return category == QLatin1String("tweet_image");
    case UploadKind::Subtitle:
        return category == QLatin1String("subtitles");
    }
    return false;
}

// What X takes, in names that are the same in every language.
QString takenAs(UploadKind kind)
{
    switch (kind) {
    case UploadKind::Media:
        return QStringLiteral("MP4, MOV, WebM, TS, JPEG, PNG, GIF, WebP, BMP, TIFF");
    case UploadKind::Cover:
        return QStringLiteral("JPEG, PNG, WebP, BMP, TIFF");
    case UploadKind::Subtitle:
        return QStringLiteral("SRT, VTT");
    }
    return {};
}

QString nameInWords(const ContentType &content)
{
    if (!content.name.isEmpty())
        return content.name;
    switch (content.family) {
    case ContentFamily::Video:
        return QCoreApplication::translate("Media", "video");
    case ContentFamily::Picture:
        return QCoreApplication::translate("Media", "picture");
    case ContentFamily::Audio:
        return QCoreApplication::translate("Media", "sound");
    case ContentFamily::Text:
        return QCoreApplication::translate("Media", "text");
    case ContentFamily::Other:
        return QCoreApplication::translate("Media", "unknown");
    }
    return {};
}

QString cureFor(ContentFamily family, UploadKind kind)
{
    if (kind == UploadKind::Subtitle)
        return {};
    if (family == ContentFamily::Picture)
        return QCoreApplication::translate("Media", "Convert it to JPEG");
    if (family == ContentFamily::Video && kind == UploadKind::Media)
        return QCoreApplication::translate("Media", "Convert it to MP4");
    return {};
}

Error readFacts(QFile &file, UploadKind kind, Inspection &result)
{
    const auto fingerprint = fingerprintOf(file);
    if (!fingerprint)
        return fingerprint.error();
    const auto head = readBytes(file, 0, contentHeadBytes);
    if (!head)
        return head.error();
    result.fingerprint = *fingerprint;
    const ContentType content = contentTypeOf(*head, fingerprint->size);
    const HeaderFacts header = probeHeader(file, content.mediaType);
    result.facts = {.mediaType = content.mediaType,
                    .mediaCategory = categoryFor(content.mediaType),
                    .durationMs = header.durationMs,
                    .width = header.width,
                    .height = header.height};
    if (!fits(result.facts.mediaCategory, kind)) {
        result.verdict = Verdict::WillBeRefused;
        result.problems = {{.field = QStringLiteral("content"),
                            .value = nameInWords(content),
                            .limit = takenAs(kind),
                            .cure = cureFor(content.family, kind)}};
        return {};
    }
    const Judgement judgement = judge(result.facts, result.streams, fingerprint->size, defaultLimits());
    result.verdict = judgement.verdict;
    result.problems = judgement.problems;
    return {};
}

} // namespace

Inspection scanned(const QString &, Inspection seen, const Allowance &)
{
    return seen;
}

Inspection inspect(const QString &path, UploadKind kind, const Allowance &)
{
    Inspection result;
    const auto checked = checkRegularFile(path);
    result.error = checked.error();
    if (result.error)
        return result;
    const auto file = openRegularFile(path);
    result.error = file ? readFacts(**file, kind, result) : file.error();
    return result;
}

} // namespace postreel
