// X's limits as data (resources/limits.json): the rules, and those that hold for one user.
// Invariant: a malformed rule is never skipped, the whole text is refused.
#pragma once

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
// What fixes one broken rule; fix_plan.h makes one job of several.
enum class FixStep {
    None,        // nothing does
    Shrink, Trim, Lengthen, Scale, Enlarge, Pad,
    Remux,       // another container, the streams as they are
    Video,       // the picture re-encoded
    SlowDown,    // fewer frames per second
    Deinterlace, Square,
    Audio,       // the sound re-encoded
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
    FixStep fix = FixStep::Shrink;
};

// The rules out of a JSON text such as limits.json; nothing, with `error` set, if any is malformed.
std::optional<QVector<LimitRule>> parseLimits(const QByteArray &json, QString *error);

// Those compiled into the program.
const QVector<LimitRule> &defaultLimits();

// What is allowed to a user: X's published limits for the tier, and lower ones that X has told this user in words.
struct Allowance
{
    Tier tier = Tier::Default;
    qint64 statedDurationMs = 0; // longest video; 0: X said nothing
    qint64 statedBytes = 0;      // largest file; 0: X said nothing
    friend bool operator==(const Allowance &, const Allowance &) = default;
};
QVector<LimitRule> limitsFor(const Allowance &allowance);

} // namespace postreel
