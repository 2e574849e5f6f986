#include "app/media/rules/subtitle_check.h"

#include "app/media/files/file_check.h"
#include "app/media/probe/value_words.h"
#include "app/media/rules/evaluate.h"
#include "app/media/subtitles/subtitle_cues.h"
#include "app/media/subtitles/text_encoding.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace postreel {

namespace {

class Subtitles
{
    Q_DECLARE_TR_FUNCTIONS(Subtitles)
};

// Formats that X does not accept, by the start of their first line; names are the same in every language.
QString otherFormat(const DecodedText &decoded)
{
    struct Format
    {
        QLatin1String begins;
        QLatin1String name;
    };
    static constexpr Format formats[]{
        {QLatin1String("[script info]"), QLatin1String("SubStation Alpha")},
        {QLatin1String("{\\rtf"), QLatin1String("RTF")},
        {QLatin1String("{"), QLatin1String("MicroDVD")},
        {QLatin1String("<sami"), QLatin1String("SAMI")},
        {QLatin1String("<tt"), QLatin1String("TTML")},
        {QLatin1String("<?xml"), QLatin1String("XML")},
        {QLatin1String("[information]"), QLatin1String("SubViewer")},
        {QLatin1String("scenarist_scc"), QLatin1String("SCC")},
        {QLatin1String("["), QLatin1String("LRC")},
    };
    const QStringView beginning = QStringView(decoded.text).trimmed();
    for (const Format &format : formats)
        if (beginning.startsWith(format.begins, Qt::CaseInsensitive))
            return format.name;
    const bool isText = !decoded.encoding.isEmpty() && !decoded.text.contains(QChar(0));
    return isText ? Subtitles::tr("text") : Subtitles::tr("unknown");
}

Problem problemOfContent(const DecodedText &decoded)
{
    return {.field = QStringLiteral("content"),
            .value = otherFormat(decoded),
            .limit = QStringLiteral("SRT, VTT"),
            .fix = {}};
}

QString inWords(const FoundFault &found)
{
    switch (found.fault) {
    case CueFault::LoneReturns:
        return Subtitles::tr("old-style line endings");
    case CueFault::ControlCharacters:
        return Subtitles::tr("a control character");
    case CueFault::NumberMissing:
        return Subtitles::tr("a cue without a number");
    case CueFault::NumberOrder:
        return Subtitles::tr("a number out of order");
    case CueFault::TimeForm:
    case CueFault::BadTime:
        return found.seen.size() > 60 ? QString(found.seen.first(60) % u'…') : found.seen;
    case CueFault::BlankLineMissing:
        return Subtitles::tr("no blank line between two cues");
    case CueFault::BlankLineWithin:
        return Subtitles::tr("a blank line within a cue");
    case CueFault::CueOrder:
        return Subtitles::tr("a cue that begins before the one above it");
    case CueFault::EmptyCue:
        return Subtitles::tr("a cue without text");
    case CueFault::EndBeforeStart:
        return Subtitles::tr("a cue that ends before it begins");
    case CueFault::TextOutside:
        return Subtitles::tr("text before the first cue");
    case CueFault::NoCues:
        return Subtitles::tr("no cue with text");
    }
    return {};
}

Problem problemOfCues(const FoundFault &found, bool vtt)
{
    const bool ofTime = found.fault == CueFault::TimeForm || found.fault == CueFault::BadTime;
    const QString line = QLocale().toString(found.line);
    //: %1 is the number of a line, %2 what is wrong there; it is wrong in more places, too
    const QString value = (found.more > 0 ? Subtitles::tr("line %1 and %n more: %2", nullptr, found.more)
                                          //: %1 is the number of a line, %2 what is wrong there
                                          : Subtitles::tr("line %1: %2"))
                              .arg(line, inWords(found));
    return {.field = QStringLiteral("subtitles"),
            .value = value,
            .limit = !ofTime ? QString()
                     : vtt   ? QStringLiteral("00:00:01.000")
                             : QStringLiteral("00:00:01,000"),
            .fix = isFixable(found.fault) ? Subtitles::tr("Rewrite the cues") : QString()};
}

// The encoding as a problem; `field` is empty if it is none.
Problem problemOfEncoding(const DecodedText &decoded, bool vtt)
{
    Problem problem{.field = QStringLiteral("text encoding"),
                    .value = decoded.encoding,
                    .limit = QStringLiteral("UTF-8"),
                    .fix = Subtitles::tr("Save it as UTF-8")};
    if (decoded.encoding.isEmpty()) {
        problem.value = Subtitles::tr("unknown");
        problem.fix.clear();
    } else if (decoded.brokenLine > 0) {
        //: %1 is an encoding such as UTF-8, %2 the number of a line
        problem.value = Subtitles::tr("%1 with broken characters from line %2 on")
                            .arg(decoded.encoding, QLocale().toString(decoded.brokenLine));
        problem.fix.clear();
    } else if (decoded.assumed) {
        //: %1 is an encoding such as Windows-1252, which was guessed
        problem.value = Subtitles::tr("probably %1").arg(decoded.encoding);
    } else if (decoded.encoding == QLatin1String("UTF-8")) {
        if (!decoded.hasMark || vtt) // VTT allows the mark
            return {};
        problem.value = Subtitles::tr("UTF-8 with a byte order mark");
        problem.limit = Subtitles::tr("UTF-8 without one");
    }
    return problem;
}

// X may well skip a byte order mark; any other problem breaks a rule of the format.
Verdict verdictOf(const QVector<Problem> &problems, const DecodedText &decoded)
{
    if (problems.isEmpty())
        return Verdict::Ready;
    const bool markAlone = problems.size() == 1 && problems.first().field == QLatin1String("text encoding") &&
                           decoded.encoding == QLatin1String("UTF-8") && decoded.brokenLine == 0;
    return markAlone ? Verdict::MayBeRefused : Verdict::WillBeRefused;
}

void checkBytes(SubtitleReading &reading, qint64 bytes)
{
    const Evaluation evaluation =
        evaluate({.mediaType = reading.kind, .mediaCategory = QStringLiteral("subtitles")}, {}, bytes,
              defaultLimits());
    for (Problem problem : evaluation.problems) {
        problem.fix.clear(); // text cannot be made smaller
        reading.problems.append(problem);
        reading.utf8.clear();
        reading.verdict = Verdict::WillBeRefused;
    }
}

} // namespace

SubtitleReading readSubtitles(const QByteArray &bytes)
{
    const DecodedText decoded = decodeText(bytes);
    // Times are ASCII in every code page, so subtitles in an unknown one are still recognized as subtitles.
    const CueSheet sheet = readCues(decoded.encoding.isEmpty() ? QString::fromLatin1(bytes) : decoded.text);
    SubtitleReading reading{.kind = sheet.kind, .cues = sheet.cues, .endsMs = sheet.endsMs, .encoding = decoded.encoding};
    if (sheet.kind.isEmpty()) {
        reading.verdict = Verdict::WillBeRefused;
        reading.problems = {problemOfContent(decoded)};
        return reading;
    }
    const bool vtt = sheet.kind == QLatin1String("text/vtt");
    if (const Problem problem = problemOfEncoding(decoded, vtt); !problem.field.isEmpty())
        reading.problems.append(problem);
    for (const FoundFault &found : decoded.encoding.isEmpty() ? QVector<FoundFault>() : sheet.faults)
        reading.problems.append(problemOfCues(found, vtt));
    reading.verdict = verdictOf(reading.problems, decoded);
    const bool hopeless = std::any_of(reading.problems.cbegin(), reading.problems.cend(),
                                      [](const Problem &problem) { return problem.fix.isEmpty(); });
    const QByteArray converted = (sheet.fixed.isEmpty() ? decoded.text : sheet.fixed).toUtf8();
    if (!hopeless)
        reading.utf8 = reading.problems.isEmpty() ? bytes : converted;
    checkBytes(reading, converted.size());
    reading.changed = !reading.utf8.isEmpty() && reading.utf8 != bytes;
    return reading;
}

std::optional<Problem> lateCues(qint64 endsMs, qint64 filmMs)
{
    constexpr qint64 hardlySeenMs = 100; // containers round
    if (filmMs < 0 || endsMs <= filmMs + hardlySeenMs)
        return std::nullopt;
    QString end = durationInWords(endsMs);
    QString film = durationInWords(filmMs);
    if (end == film) {
        end = Subtitles::tr("%1 ms").arg(QLocale().toString(endsMs));
        film = Subtitles::tr("%1 ms").arg(QLocale().toString(filmMs));
    }
    return Problem{.field = QStringLiteral("subtitles"),
                   //: %1 and %2 are lengths of time such as "4.5 s"; the word before it is "subtitles"
                   .value = Subtitles::tr("until %1, but the video ends at %2").arg(end, film),
                   .limit = {},
                   .fix = {}};
}

Result<SubtitleReading> readSubtitleFile(QFile &open)
{
    constexpr qint64 enoughForKind = 64 * 1024;
    const qint64 size = stampOf(open).size;
    const bool tooLong = size > mostSubtitleBytes;
    const auto bytes = readBytes(open, 0, tooLong ? enoughForKind : mostSubtitleBytes);
    if (!bytes)
        return bytes.error();
    SubtitleReading reading = readSubtitles(*bytes);
    if (!tooLong || reading.kind.isEmpty())
        return reading;
    reading.problems.clear();
    checkBytes(reading, size);
    return reading;
}

} // namespace postreel
