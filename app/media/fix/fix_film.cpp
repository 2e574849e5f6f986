#include "app/media/fix/fix_film.h"

#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

constexpr int soundBitRates[] = {192'000, 128'000, 96'000, 64'000};
constexpr qint64 monoBitRate = 128'000;
constexpr qint64 leastVideoBitRate = 40'000;
constexpr qint64 mostVideoBitRate = 40'000'000; // more makes no visible difference on X
constexpr double bytesKept = 0.97;              // of a goal; the rest is for the container and for fluctuations of the bit rate
constexpr double leastBitsPerPixel = 0.05;      // below it a smaller frame looks better
constexpr double leastFactor = 0.3;

struct BitRates
{
    qint64 video = 0;
    qint64 audio = 0;
};

BitRates ratesFor(const FilmNeeds &needs, qint64 bytes, qint64 ms)
{
    const qint64 all = qint64(double(bytes) * bytesKept * 8000 / double(std::max<qint64>(1, ms)));
    BitRates rates;
    if (needs.sound) {
        constexpr int share = 6; // audio takes at most a sixth of all bits, as long as there is a lower rate
        for (const int rate : soundBitRates) {
            rates.audio = needs.channels == 1 ? std::min<qint64>(rate, monoBitRate) : rate;
            if (rates.audio * share <= all)
                break;
        }
    }
    rates.video = std::min(all - rates.audio, mostVideoBitRate);
    return rates;
}

void setKind(FixPlan &plan, const FilmNeeds &needs, bool fitted)
{
    const bool cut = plan.startMs > 0 || plan.endMs >= 0;
    if (fitted)
        plan.kind = FixKind::Fit;
    else if (!plan.copiesVideo)
        plan.kind = !plan.copiesAudio && needs.sound ? FixKind::Both : FixKind::Video;
    else if (!plan.copiesAudio)
        plan.kind = FixKind::Audio;
    else if (cut)
        plan.kind = FixKind::Trim;
    else if (needs.remux)
        plan.kind = FixKind::Remux;
}

void setFrame(FixPlan &plan, const FilmNeeds &needs, double factor)
{
    if (needs.shownWidth <= 0)
        return;
    const FixedFrame frame = fixedFrame(needs.shownWidth, needs.shownHeight, needs.room, factor);
    plan.width = frame.width;
    plan.height = frame.height;
    plan.padWidth = frame.padWidth;
    plan.padHeight = frame.padHeight;
}

// Sets the bit rate, and a frame size that it suffices for. False if it suffices for none.
bool fitTo(FixPlan &plan, const FilmNeeds &needs, qint64 bytes, double factor)
{
    const BitRates rates = ratesFor(needs, bytes, keptMs(plan, needs.cost));
    if (rates.video < leastVideoBitRate)
        return false;
    plan.videoBitRate = rates.video;
    plan.audioBitRate = rates.audio > 0 ? rates.audio : plan.audioBitRate;
    plan.copiesAudio = !needs.sound;
    const double pixels = needs.shownWidth > 0 ? double(plan.width) * plan.height : needs.cost.sourcePixels;
    const double bits = double(rates.video) / std::max(1.0, pixels * needs.cost.framesPerSecond);
    if (bits < leastBitsPerPixel && needs.shownWidth > 0) {
        const double now = double(plan.width) / needs.shownWidth;
        setFrame(plan, needs, std::max(leastFactor * factor, now * std::sqrt(bits / leastBitsPerPixel)));
    }
    return true;
}

void makePicture(FixPlan &plan, const FilmNeeds &needs, const Grade &grade)
{
    plan.copiesVideo = false;
    plan.preset = QLatin1String(grade.preset);
    plan.milliFps = needs.milliFps;
    plan.deinterlaces = needs.deinterlaces;
    plan.toneMaps = needs.toneMaps;
    plan.holdsLastFrame = needs.holds;
    setFrame(plan, needs, grade.factor);
    // Noise takes any number of bits, so the bit rate is limited to what X accepts.
    if (needs.maxBytes > 0)
        plan.videoBitRate = ratesFor(needs, needs.maxBytes, keptMs(plan, needs.cost)).video;
}

// Whether the default quality stays well under X's limit of bytes, so that two passes gain nothing.
bool qualityIsSmallEnough(const FixPlan &plan, const FilmNeeds &needs)
{
    constexpr double sure = 0.6;
    const double pixels = plan.width > 0 ? double(plan.width) * plan.height : needs.cost.sourcePixels;
    return double(bitRateByQuality(plan.preset, pixels, needs.cost.framesPerSecond)) <= sure * double(plan.videoBitRate);
}

constexpr double lastFactor = 0.3;
// Best first. capBytes 1: limited to what the link carries in the time that the fix leaves.
constexpr Grade hurriedGrades[] = {
    {.preset = "veryfast", .video = true},
    {.preset = "ultrafast", .video = true},
    {.preset = "veryfast", .capBytes = 1, .video = true},
    {.preset = "veryfast", .factor = 0.75, .capBytes = 1, .video = true},
    {.preset = "ultrafast", .factor = 0.75, .capBytes = 1, .video = true},
    {.preset = "ultrafast", .factor = 0.5, .capBytes = 1, .video = true},
    {.preset = "ultrafast", .factor = lastFactor, .capBytes = 1, .video = true},
};

// A larger frame takes longer to encode, which leaves time for fewer bytes, which need a smaller frame: iterates until
// both fit.
FixPlan hurried(const FilmNeeds &needs, Grade grade, qint64 withinMs, const FixSpeeds &speeds)
{
    constexpr int mostRounds = 6;
    constexpr double sameFrame = 0.8;
    if (grade.capBytes == 0)
        return filmPlan(needs, grade, speeds);
    const qint64 leastBytes = std::max<qint64>(100'000, keptMs(filmPlan(needs, {}, speeds), needs.cost) * 30);
    grade.capBytes = withinMs * speeds.linkBytesPerSecond / 1000;
    if (needs.maxBytes > 0)
        grade.capBytes = std::min(grade.capBytes, needs.maxBytes);
    const int wanted = filmPlan(needs, {.factor = grade.factor, .video = true}, speeds).width;
    FixPlan plan;
    for (int round = 0; round < mostRounds; ++round) {
        grade.capBytes = std::max(grade.capBytes, leastBytes);
        plan = filmPlan(needs, grade, speeds);
        const qint64 overMs = msUntilSent(plan, speeds) - withinMs;
        if (plan.kind == FixKind::None || overMs <= 0 || grade.capBytes == leastBytes)
            break;
        grade.capBytes = std::min(grade.capBytes, plan.estimatedBytes) - overMs * speeds.linkBytesPerSecond / 1000;
    }
    // A better preset is not worth a much smaller frame.
    return plan.width < sameFrame * wanted && grade.factor > lastFactor ? FixPlan{} : plan;
}

FixPlan bestWithin(FixPlan best, const FilmNeeds &needs, qint64 withinMs, const FixSpeeds &speeds)
{
    FixPlan fastest = best;
    for (const Grade &grade : hurriedGrades) {
        if (msUntilSent(fastest, speeds) <= withinMs)
            break;
        const FixPlan plan = hurried(needs, grade, withinMs, speeds);
        if (plan.kind != FixKind::None && msUntilSent(plan, speeds) < msUntilSent(fastest, speeds))
            fastest = plan;
    }
    return fastest;
}

} // namespace

FixPlan filmPlan(const FilmNeeds &needs, const Grade &grade, const FixSpeeds &speeds)
{
    FixPlan plan{.mediaType = QStringLiteral("video/mp4"),
                  .startMs = needs.startMs,
                  .endMs = needs.endMs,
                  .lengthMs = needs.lengthMs,
                  .copiesAudio = !needs.audio,
                  .retimes = needs.retimes};
    plan.audioBitRate = needs.channels == 1 ? monoBitRate : soundBitRates[0];
    if (needs.video || needs.overBytes || grade.video)
        makePicture(plan, needs, grade);
    const bool capped = grade.capBytes > 0;
    if (needs.overBytes && !capped && !(needs.video && qualityIsSmallEnough(plan, needs)))
        plan.goalBytes = needs.maxBytes;
    const qint64 bytes = capped ? grade.capBytes : plan.goalBytes;
    if (bytes > 0 && !fitTo(plan, needs, bytes, grade.factor))
        return {};
    setKind(plan, needs, bytes > 0);
    estimate(plan, needs.cost, speeds);
    return plan;
}

FixPlan planFilm(const Inspection &seen, const FixRequest &request, const FixSpeeds &speeds, const QVector<LimitRule> &rules)
{
    const FilmNeeds needs = needsOf(seen, request, rules);
    if (needs.hopeless)
        return {};
    FixPlan best = filmPlan(needs, {}, speeds);
    if (!needs.fixes) {
        best = {};
        best.estimatedBytes = seen.fingerprint.size; // of the file itself, uploaded unchanged
    }
    const FixPlan plan = request.withinMs > 0 ? bestWithin(best, needs, request.withinMs, speeds) : best;
    return plan.kind == FixKind::None ? FixPlan{} : plan;
}

} // namespace postreel
