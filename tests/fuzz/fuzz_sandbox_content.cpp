// ffprobe's words about a foreign file, and foreign subtitles: a verdict is one that its rules can give.
#include "app/sandbox/content_verdict.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

void checkVerdict(const ProbeResult &look, const ContentVerdict &verdict)
{
    const bool unknown = look.outcome == ProbeResult::Outcome::Unknown;
    must((verdict.state == ContentVerdict::State::Unknown) == unknown, "it is known when the file is");
    must(!unknown || (!verdict.error && !verdict.invalidId && verdict.reason.isEmpty()),
         "nothing is said against a file of which nothing is known");
    must(!verdict.error || !verdict.invalidId, "processing fails, or the Post");
    must(verdict.reason.isEmpty() == (!verdict.error && !verdict.invalidId), "a refusal has its reason");
    must(verdict.durationMs >= 0, "a duration is not negative");
    must(ContentVerdict::fromLine(verdict.line()).line() == verdict.line(), "it survives the journal");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const ProbeResult look = readProbeResult(bytes);
    checkVerdict(look, evaluateVideo(look));
    checkVerdict(look, evaluateGif(look));
    if (!wrongWithSubtitles(bytes))
        must(bytes.contains("WEBVTT") || bytes.contains("-->"), "subtitles have a cue or say what they are");
    return 0;
}
