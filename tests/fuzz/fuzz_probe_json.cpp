// ffprobe's answers: its JSON on streams, its lines on packets. Numbers in range or left out.
#include "app/media/probe/packet_times.h"
#include "app/media/probe/probe_json.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

void read(const QByteArray &json)
{
    const auto answer = readProbeJson(json);
    if (!answer)
        return;
    const HeaderFacts &shown = answer->shown;
    must(answer->streams.probed, "what ffprobe told was probed");
    must((shown.width > 0) == (shown.height > 0), "a frame has both sides or none");
    must(shown.width >= 0 && shown.width <= 1'000'000 && shown.height >= 0 && shown.height <= 1'000'000,
         "a side of the frame is in range");
    must(shown.durationMs >= -1 && shown.durationMs <= 1'000'000'000, "a duration is in range or unknown");
    if (const auto &video = answer->streams.video) {
        must(video->milliFps >= 0 && video->bitDepth >= 0 && video->bitDepth <= 64,
             "numbers of the video are in range");
        must(video->rotation >= 0 && video->rotation < 360 && video->rotation % 90 == 0,
             "a turn is of quarters");
        must(video->pixelWidth > 0 && video->pixelHeight > 0, "a pixel has a shape");
    }
    if (const auto &audio = answer->streams.audio)
        must(audio->channels >= 0 && audio->channels <= 1000 && audio->sampleRate >= 0,
             "numbers of the sound are in range");
}

void readLines(const QByteArray &lines)
{
    const FrameTimes times = readPacketTimes(lines);
    must(times.frames.size() <= lines.count('\n'), "a frame takes a line");
    const FrameScan scan = scanOf(times);
    must(scan.frames == times.frames.size() && scan.peakMilliFps >= 0,
         "a scan is of the frames that were read");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const bool lines = source.byte() == 'L';
    const QByteArray rest = source.rest();
    if (lines)
        readLines(rest);
    else
        read(rest);
    return 0;
}
