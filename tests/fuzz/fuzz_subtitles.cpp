// Subtitles of any bytes: what was fixed reads again without a fault, and says as much.
#include "app/media/subtitles/cue_times.h"
#include "app/media/subtitles/subtitle_cues.h"
#include "app/media/subtitles/text_encoding.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

void checkTimes(const QString &line)
{
    const auto times = cueTimesOf(line);
    if (!times)
        return;
    must(times->startMs >= 0 && times->endMs >= 0, "no time is before the beginning");
    for (const bool vtt : {false, true}) {
        const QString canonical = times->canonical(vtt);
        const auto again = cueTimesOf(canonical);
        must(again && again->startMs == times->startMs && again->endMs == times->endMs,
             "times in form are the same times");
        must(again->canonical(vtt) == canonical, "times in form stay as they are");
    }
}

void checkSheet(const CueSheet &sheet)
{
    bool fixable = true;
    for (const FoundFault &found : sheet.faults) {
        fixable = fixable && isFixable(found.fault);
        must(found.line > 0 && found.more >= 0, "a fault has its line");
    }
    must(!sheet.kind.isEmpty() || (sheet.faults.isEmpty() && sheet.fixed.isEmpty()),
         "of no kind, of no fault");
    must(fixable || sheet.fixed.isEmpty(), "what cannot be fixed is not sent");
    if (sheet.kind.isEmpty() || !fixable)
        return;
    const CueSheet again = readCues(sheet.fixed);
    must(again.kind == sheet.kind, "fixed subtitles are of the same kind");
    must(again.faults.isEmpty(), "fixed subtitles have no fault");
    must(again.cues == sheet.cues, "fixed subtitles have the same cues");
    must(again.fixed == sheet.fixed, "fixed subtitles stay as they are");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const DecodedText decoded = decodeText(bytes);
    must(!decoded.encoding.isEmpty() || decoded.text.isEmpty(), "of no encoding, no text");
    if (!decoded.encoding.isEmpty() && decoded.brokenLine == 0) {
        const QByteArray utf8 = decoded.text.toUtf8();
        must(utf8.isValidUtf8(), "a whole text is UTF-8 afterwards");
        must(QString::fromUtf8(utf8) == decoded.text || decoded.text.contains(QChar(0xFEFF)),
             "nothing is lost on the way to UTF-8");
    }
    checkSheet(readCues(decoded.text));
    checkTimes(decoded.text.section(u'\n', 0, 0));
    return 0;
}
