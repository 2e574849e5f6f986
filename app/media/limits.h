// X's limits as data (resources/limits.json), and what they say of a file's facts.
// Invariant: a rule speaks only about what is known; an unknown duration or size breaks none.
#pragma once

#include "app/media/stream_facts.h"
#include "app/store/records.h"

#include <array>
#include <optional>

namespace postreel {

// What a rule measures. The first four and the numbers have bounds, the others a list of words.
enum class Measure {
    Bytes, Duration, FrameSize, Aspect,                  // of the file
    FrameRate, BitDepth, Gop, Channels, Tracks, Pictures, Pixels, // numbers of its streams; Pixels: width · height · frames
    Content, VideoCodec, VideoProfile, PixelFormat, DynamicRange, PixelShape, Scan, GopKind, AudioCodec, AudioProfile, // words
    TimeStamps, Damage, // found out by a look at the file, told by no rule of X
};
enum class Outcome { Refuse, Maybe };
// What mends one broken rule; cure_plan.h makes one job of several.
enum class Cure {
    None,        // nothing does
    Shrink, Trim, Lengthen, Scale, Enlarge, Pad,
    Remux,       // another container, the streams as they are
    Video,       // the picture anew
    SlowDown,    // fewer frames per second
    Deinterlace, Square,
    Audio,       // the sound anew
    Thin,        // fewer frames of a GIF
    Convert,     // a picture to JPEG
    Retime,      // time stamps that tell what plays
    Keep,        // what can be decoded
    OneSound,    // one of several sound tracks
    Animate,     // a picture that moves, as a GIF or a video
};

// Whom a rule is for: X's limits depend on the signed-in user.
enum class Tier { Default, Premium };
// `subscription` and `verifiedType` as X words them (AccountRecord).
Tier tierOf(const QString &subscription, bool verified);

// One rule. Bounds are inclusive; one number for bytes, ms, frames per 1,000 s …, a pair for pixels and ratios.
struct LimitRule
{
    using Bound = std::array<qint64, 2>;
    QString category; // X's media_category
    std::optional<Tier> tier; // nothing: for everybody
    QString of; // video codec that it is for; empty: for all
    Measure measure = Measure::Bytes;
    std::optional<Bound> min;
    std::optional<Bound> max;
    QStringList words; // those that the rule allows, for a measure in words
    bool turned = false; // the frame may also lie on its side
    Outcome outcome = Outcome::Refuse;
    Cure cure = Cure::Shrink;
};

// The rules out of a JSON text such as limits.json; nothing, with `error` set, if any is malformed.
std::optional<QVector<LimitRule>> parseLimits(const QByteArray &json, QString *error);

// Those compiled into the program.
const QVector<LimitRule> &defaultLimits();

// What is allowed to a user: X's published limits for the tier, and lower ones that X has told this user in words.
struct Allowance
{
    Tier tier = Tier::Default;
    qint64 saidDurationMs = 0; // longest video; 0: X said nothing
    qint64 saidBytes = 0;      // largest file; 0: X said nothing
    friend bool operator==(const Allowance &, const Allowance &) = default;
};
QVector<LimitRule> limitsFor(const Allowance &allowance);

// A rule that a file breaks, for the choice of its cure.
struct BrokenRule
{
    Measure measure = Measure::Bytes;
    Outcome outcome = Outcome::Refuse;
    Cure cure = Cure::None;
    LimitRule::Bound limit{}; // the bound that is broken, upright for an upright frame; zeros for words
};

struct Judgement
{
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems;  // those that X would refuse first; a field is told once, by the worst rule
    QVector<BrokenRule> broken; // in the same order
};

// `bytes`: size of the file. Problems are for people, in their language.
Judgement judge(const MediaFacts &facts, const StreamFacts &streams, qint64 bytes, const QVector<LimitRule> &rules);

} // namespace postreel
