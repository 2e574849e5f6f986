#include "app/media/rules/evaluate.h"

#include "app/media/probe/pixel_format.h"
#include "app/media/rules/damage_words.h"
#include "app/media/rules/limit_words.h"

#include <algorithm>

namespace postreel {

namespace {

using Bound = LimitRule::Bound;

// Timescales round, so an average of up to 0.5 % or a peak of one frame per second above the limit is accepted.
constexpr qint64 forgivenPerMille = 5;
constexpr qint64 forgivenPeakMilliFps = 1000;

// A file's value of a measure.
struct Measured
{
    Bound counts{}; // compared with the limits; lower than `shown` by the measure's tolerance
    Bound shown{};  // displayed to the user
    QString word;   // value of a measure in words
};

std::optional<Measured> number(qint64 value, bool known)
{
    return known ? std::optional(Measured{.counts = {value, 0}, .shown = {value, 0}, .word = {}})
                 : std::nullopt;
}

std::optional<Measured> word(const QString &word)
{
    return word.isEmpty() ? std::nullopt : std::optional(Measured{.word = word});
}

std::optional<Measured> frameRate(const StreamFacts &streams)
{
    const qint64 average = streams.video ? streams.video->milliFps : 0;
    const qint64 averageCounts = average * 1000 / (1000 + forgivenPerMille);
    const qint64 peak = streams.scan.peakMilliFps;
    const qint64 peakCounts = peak - forgivenPeakMilliFps;
    if (average <= 0 && peak <= 0)
        return std::nullopt;
    const bool byPeak = peakCounts > averageCounts;
    return Measured{.counts = {byPeak ? peakCounts : averageCounts, 0},
                    .shown = {byPeak ? peak : average, 0},
                    .word = {}};
}

std::optional<Measured> frame(const MediaFacts &facts)
{
    const Bound size{facts.width, facts.height};
    return size[0] > 0 && size[1] > 0 ? std::optional(Measured{.counts = size, .shown = size, .word = {}})
                                      : std::nullopt;
}

std::optional<Measured> measuredOfPicture(Measure measure, const VideoFacts &video)
{
    switch (measure) {
    case Measure::BitDepth:
        return number(video.bitDepth, video.bitDepth > 0);
    case Measure::VideoCodec:
        return word(video.codec);
    case Measure::VideoProfile:
        return word(video.profile);
    case Measure::PixelFormat:
        return word(withoutDepth(video.pixelFormat));
    case Measure::DynamicRange:
        return word(video.hdr ? QStringLiteral("HDR") : QStringLiteral("SDR"));
    case Measure::PixelShape:
        return word(QString::number(video.pixelWidth) % u':' % QString::number(video.pixelHeight));
    case Measure::Scan:
        if (!video.interlaced)
            return std::nullopt;
        return word(*video.interlaced ? QStringLiteral("interlaced") : QStringLiteral("progressive"));
    default:
        return std::nullopt;
    }
}

std::optional<Measured> measuredOfSound(Measure measure, const AudioFacts &audio)
{
    switch (measure) {
    case Measure::Channels:
        return number(audio.channels, audio.channels > 0);
    case Measure::AudioCodec:
        return word(audio.codec);
    case Measure::AudioProfile:
        return word(audio.codec == QLatin1String("aac") ? audio.profile : QString());
    default:
        return std::nullopt;
    }
}

// Returns nothing if the value is not known.
std::optional<Measured> measured(Measure measure, const MediaFacts &facts, const StreamFacts &streams,
                                 qint64 bytes)
{
    const FrameScan &scan = streams.scan;
    switch (measure) {
    case Measure::Bytes:
        return number(bytes, true);
    case Measure::Duration:
        return number(facts.durationMs, facts.durationMs >= 0);
    case Measure::FrameSize:
    case Measure::Aspect:
        return frame(facts);
    case Measure::FrameRate:
        return frameRate(streams);
    case Measure::Gop:
        return number(scan.longestGop, scan.frames > 0);
    case Measure::GopKind:
        return word(scan.frames == 0 ? QString()
                    : scan.openGop   ? QStringLiteral("open")
                                     : QStringLiteral("closed"));
    case Measure::Tracks:
        return number(streams.sounds.size(), !streams.sounds.isEmpty());
    case Measure::Pictures:
        return number(streams.pictures, streams.pictures > 0);
    case Measure::Pixels:
        return number(qint64(facts.width) * facts.height * streams.pictures, streams.pictures > 0);
    case Measure::Content:
        return word(contentWord(facts, streams));
    case Measure::Channels:
    case Measure::AudioCodec:
    case Measure::AudioProfile:
        return streams.audio ? measuredOfSound(measure, *streams.audio) : std::nullopt;
    default:
        return streams.video ? measuredOfPicture(measure, *streams.video) : std::nullopt;
    }
}

// Whether every dimension of `a` is at most that of `b`; aspect ratios are compared as ratios.
bool within(Measure measure, const Bound &a, const Bound &b)
{
    if (measure == Measure::Aspect)
        return a[0] * b[1] <= b[0] * a[1];
    return a[0] <= b[0] && a[1] <= b[1];
}

// Returns the broken bound, in portrait for a portrait frame; nothing if the rule holds.
std::optional<Bounds> brokenBounds(const LimitRule &rule, const Measured &value)
{
    const Bound &counts = value.counts;
    if (rule.min && !within(rule.measure, *rule.min, counts))
        return Bounds{.value = value.shown, .limit = *rule.min, .least = true};
    if (!rule.max || within(rule.measure, counts, *rule.max))
        return std::nullopt;
    if (rule.turned && within(rule.measure, {counts[1], counts[0]}, *rule.max))
        return std::nullopt;
    const bool upright = rule.turned && counts[1] > counts[0];
    return Bounds{.value = value.shown,
                  .limit = upright ? Bound{(*rule.max)[1], (*rule.max)[0]} : *rule.max,
                  .least = false};
}

struct Broken
{
    BrokenRule rule;
    Problem problem;
};

std::optional<Broken> brokenBy(const LimitRule &rule, const Measured &value, const StreamFacts &streams)
{
    BrokenRule broken{.measure = rule.measure, .outcome = rule.outcome, .fix = rule.fix, .limit = {}};
    if (isInWords(rule.measure)) {
        if (rule.words.contains(value.word))
            return std::nullopt;
        // Content that is missing or cannot be read cannot be converted.
        const bool unread = streams.truncated || streams.empty || streams.unseen || (streams.probed && !streams.video)
                            || isNeverConverted(value.word);
        if (rule.measure == Measure::Content && unread)
            broken.fix = FixStep::None;
        if (rule.measure == Measure::Content && streams.unseen && !streams.truncated)
            broken.outcome = Outcome::Maybe;
        return Broken{broken, problemOf(rule.measure, broken.fix, value.word, rule.words)};
    }
    const auto bounds = brokenBounds(rule, value);
    if (!bounds)
        return std::nullopt;
    broken.limit = bounds->limit;
    if (rule.measure == Measure::Tracks)
        return Broken{broken, problemOfSounds(streams)};
    if (rule.fix == FixStep::Animate && !streams.video) // ffmpeg would read only the first picture, or none
        broken.fix = FixStep::None;
    return Broken{broken, problemOf(rule.measure, broken.fix, *bounds)};
}

} // namespace

namespace {

// Whether every player, and X, would choose the audio track to keep anyway: it is the first one, no other has more channels,
// and no other is marked as default unless it is, too.
bool isTakenAnyway(const StreamFacts &streams)
{
    const QVector<AudioFacts> &sounds = streams.sounds;
    const bool first = streams.audio && streams.audio->stream == sounds.first().stream;
    return first && std::none_of(sounds.cbegin(), sounds.cend(), [&streams](const AudioFacts &each) {
               return each.channels > streams.audio->channels || (each.isDefault && !streams.audio->isDefault);
           });
}

bool isAbout(const LimitRule &rule, const MediaFacts &facts, const StreamFacts &streams)
{
    return rule.category == facts.mediaCategory && (rule.of.isEmpty() || (streams.video && streams.video->codec == rule.of));
}

} // namespace

namespace {

// Adds faults of the file that no rule of X covers.
void addFound(QVector<Broken> &all, const MediaFacts &facts, const StreamFacts &streams)
{
    constexpr qint64 hardlySeenMs = 500;
    if (streams.truncated)
        return;
    if (streams.partUnreadable) {
        const BrokenRule rule{.measure = Measure::Damage, .outcome = Outcome::Refuse, .fix = FixStep::None, .limit = {}};
        all << Broken{rule, damagedPicture()};
    }
    if (!isVideo(facts))
        return;
    if (const Damage &damage = streams.damage; damage.known()) {
        const qint64 lostMs = damage.toMs - damage.fromMs;
        const qint64 keptMs = facts.durationMs - std::min(damage.toMs, facts.durationMs) + std::min(damage.fromMs, facts.durationMs);
        const bool hopeless = keptMs < hardlySeenMs;
        const BrokenRule rule{.measure = Measure::Damage,
                              .outcome = lostMs > hardlySeenMs ? Outcome::Refuse : Outcome::Maybe,
                              .fix = hopeless ? FixStep::None : FixStep::Keep,
                              .limit = {}};
        all << Broken{rule, problemOf(damage, rule.fix, facts.durationMs)};
    }
    const TimeStamps &times = streams.times;
    if (times.playsMs < 0 || (!times.faulty() && times.toldMs <= times.playsMs))
        return;
    const BrokenRule rule{.measure = Measure::TimeStamps, .outcome = Outcome::Maybe, .fix = FixStep::Retime, .limit = {}};
    all << Broken{rule, problemOf(times)};
}

} // namespace

Evaluation evaluate(const MediaFacts &facts, const StreamFacts &streams, qint64 bytes,
                    const QVector<LimitRule> &rules)
{
    QVector<Broken> all;
    for (const Outcome outcome : {Outcome::Refuse, Outcome::Maybe}) {
        for (const LimitRule &rule : rules) {
            const bool told = std::any_of(all.begin(), all.end(), [&rule](const Broken &other) {
                return other.rule.measure == rule.measure;
            });
            if (told || rule.outcome != outcome || !isAbout(rule, facts, streams))
                continue;
            const auto value = measured(rule.measure, facts, streams, bytes);
            if (const auto broken = value ? brokenBy(rule, *value, streams) : std::nullopt)
                all << *broken;
        }
    }
    addFound(all, facts, streams);
    if (all.size() == 1 && all.first().rule.measure == Measure::Tracks && isTakenAnyway(streams))
        all.clear();
    Evaluation evaluation;
    for (const Broken &broken : std::as_const(all)) {
        evaluation.broken << broken.rule;
        evaluation.problems << broken.problem;
    }
    const bool refuses = std::any_of(all.begin(), all.end(), [](const Broken &broken) {
        return broken.rule.outcome == Outcome::Refuse;
    });
    if (!all.isEmpty())
        evaluation.verdict = refuses ? Verdict::WillBeRefused : Verdict::MayBeRefused;
    return evaluation;
}

} // namespace postreel
