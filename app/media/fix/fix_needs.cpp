// What X's rules and the user's request require of a video, see FilmNeeds in fix_film.h.
#include "app/media/fix/fix_film.h"

#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

constexpr qint64 cutSlackMs = 40; // how far from the requested time a copy may begin

bool wants(const Inspection &seen, std::initializer_list<FixStep> fixes)
{
    return std::any_of(seen.broken.begin(), seen.broken.end(), [&fixes](const BrokenRule &rule) {
        return std::find(fixes.begin(), fixes.end(), rule.fix) != fixes.end();
    });
}

bool isBroken(const Inspection &seen, Measure measure)
{
    return std::any_of(seen.broken.begin(), seen.broken.end(),
                       [measure](const BrokenRule &rule) { return rule.measure == measure; });
}

// The narrowest bounds of all rules for a measure; 0: none.
struct Span
{
    qint64 least = 0;
    qint64 most = 0;
};

Span boundsOf(const QVector<LimitRule> &rules, const QString &category, Measure measure)
{
    Span bounds;
    for (const LimitRule &rule : rules) {
        if (rule.category != category || rule.measure != measure)
            continue;
        if (rule.min)
            bounds.least = std::max(bounds.least, (*rule.min)[0]);
        if (rule.max)
            bounds.most = bounds.most > 0 ? std::min(bounds.most, (*rule.max)[0]) : (*rule.max)[0];
    }
    return bounds;
}

bool soundCanStay(const std::optional<AudioFacts> &audio)
{
    return audio && audio->codec == QLatin1String("aac") && audio->profile == QLatin1String("LC") && audio->channels >= 1 &&
           audio->channels <= 2;
}

// An integer fraction of the source's rate looks smoother than exactly the limit.
qint64 slowedTo(const StreamFacts &streams, qint64 limit)
{
    constexpr double goodShare = 0.75;
    const double rate = double(streams.video ? streams.video->milliFps : 0);
    if (rate <= double(limit) || streams.scan.variableRate)
        return limit;
    const double even = rate / std::ceil(rate / double(limit));
    return even >= goodShare * double(limit) ? qint64(even) : limit;
}

void readPicture(FilmNeeds &needs, const Inspection &seen)
{
    const StreamFacts &streams = seen.streams;
    needs.video = wants(seen, {FixStep::Keep, FixStep::Video, FixStep::SlowDown, FixStep::Deinterlace, FixStep::Square, FixStep::Scale, FixStep::Enlarge,
                               FixStep::Pad, FixStep::Animate});
    for (const BrokenRule &rule : seen.broken)
        if (rule.fix == FixStep::SlowDown)
            needs.milliFps = slowedTo(streams, rule.limit[0]);
    needs.shownWidth = seen.facts.width;
    needs.shownHeight = seen.facts.height;
    needs.cost.sourcePixels = needs.shownWidth * needs.shownHeight;
    if (!streams.video)
        return;
    const VideoFacts &video = *streams.video;
    needs.deinterlaces = video.interlaced.value_or(false);
    needs.toneMaps = video.hdr;
    if (video.width > 0 && video.height > 0) {
        needs.shownWidth = double(video.width) * std::max(1, video.pixelWidth) / std::max(1, video.pixelHeight);
        needs.shownHeight = video.height;
        if (video.rotation % 180 != 0)
            std::swap(needs.shownWidth, needs.shownHeight);
        needs.cost.sourcePixels = double(video.width) * video.height;
    }
    if (video.milliFps > 0)
        needs.cost.framesPerSecond = double(video.milliFps) / 1000;
    if (needs.milliFps > 0)
        needs.cost.framesPerSecond = std::min(needs.cost.framesPerSecond, double(needs.milliFps) / 1000);
}

// Where the result begins and ends. A cut due to X's limit keeps a margin, because containers round to their ticks.
void readTimes(FilmNeeds &needs, const Inspection &seen, const FixRequest &request, Span allowed)
{
    constexpr qint64 marginMs = 100;
    constexpr qint64 heldMs = 40;
    const qint64 whole = seen.facts.durationMs;
    needs.startMs = std::max<qint64>(0, request.startMs);
    needs.endMs = request.endMs >= 0 && (whole < 0 || request.endMs < whole) ? request.endMs : -1;
    const qint64 end = needs.endMs >= 0 ? needs.endMs : whole;
    if (end < 0)
        return;
    needs.lengthMs = end - needs.startMs;
    if (needs.lengthMs <= 0)
        needs.hopeless = true;
    if (allowed.most > 0 && needs.lengthMs > allowed.most) {
        needs.lengthMs = std::max<qint64>(1, allowed.most - marginMs);
        needs.endMs = needs.startMs + needs.lengthMs;
    }
    if (allowed.least > 0 && needs.lengthMs < allowed.least) {
        needs.lengthMs = allowed.least + heldMs;
        needs.holds = true;
    }
}

// Cuts off what cannot be decoded at either end. In the middle, the last frame is held, which needs a re-encoding.
FixRequest keptBy(FixRequest request, const Inspection &seen)
{
    constexpr qint64 endMs = 100;
    const Damage &damage = seen.streams.damage;
    if (!damage.known())
        return request;
    if (damage.fromMs <= endMs)
        request.startMs = std::max(request.startMs, damage.toMs);
    else if (damage.toMs >= seen.facts.durationMs - endMs)
        request.endMs = request.endMs < 0 ? damage.fromMs : std::min(request.endMs, damage.fromMs);
    return request;
}

// A copy can begin only at the start, or at a key frame close to the requested time; else the video is re-encoded.
void readCut(FilmNeeds &needs, const Inspection &seen, const FixRequest &request)
{
    needs.video = needs.video || request.reencode;
    if (needs.startMs == 0 || needs.video)
        return;
    // Other demuxers seek to the key frame before the requested one.
    const bool exact = !needs.retimes && seen.streams.container == QLatin1String("mov") && request.keyFrameMs >= 0 &&
                       std::abs(request.keyFrameMs - needs.startMs) <= cutSlackMs;
    if (!exact) {
        needs.video = true;
        return;
    }
    needs.startMs = request.keyFrameMs;
    if (needs.lengthMs > 0)
        needs.lengthMs += request.startMs - request.keyFrameMs;
}

} // namespace

FilmNeeds needsOf(const Inspection &seen, const FixRequest &request, const QVector<LimitRule> &rules)
{
    const QString category = QStringLiteral("tweet_video");
    FilmNeeds needs;
    needs.hopeless = wants(seen, {FixStep::None});
    needs.fixes = !seen.broken.isEmpty() || request.changes();
    needs.remux = wants(seen, {FixStep::Remux, FixStep::Retime, FixStep::OneSound}) || request.soundStream >= 0;
    needs.retimes = seen.streams.times.faulty();
    needs.room = roomFor(rules, category);
    needs.maxBytes = boundsOf(rules, category, Measure::Bytes).most;
    needs.sound = seen.streams.audio.has_value();
    needs.channels = needs.sound ? std::min(2, seen.streams.audio->channels) : 0;
    needs.cost.sourceMs = seen.facts.durationMs;
    needs.cost.sourceBytes = seen.fingerprint.size;
    needs.cost.sound = needs.sound;
    readPicture(needs, seen);
    readTimes(needs, seen, keptBy(request, seen), boundsOf(rules, category, Measure::Duration));
    readCut(needs, seen, request);
    needs.video = needs.video || needs.holds;
    needs.audio = needs.sound && (wants(seen, {FixStep::Audio, FixStep::Keep}) || request.reencode || needs.holds || (needs.video && !soundCanStay(seen.streams.audio)));
    const double part = needs.lengthMs > 0 && seen.facts.durationMs > 0
                            ? std::min(1.0, double(needs.lengthMs) / double(seen.facts.durationMs))
                            : 1;
    needs.overBytes = isBroken(seen, Measure::Bytes) && double(seen.fingerprint.size) * part * 1.02 > double(needs.maxBytes);
    return needs;
}

} // namespace postreel
