// X's limits as data (resources/limits.json): all rules, and those that apply to one user.
// Invariant: a malformed rule is never skipped; the whole text is rejected.
#pragma once

#include "app/store/records.h"

#include <array>
#include <optional>

namespace postreel {

// What a rule measures. Everything before Content has bounds, the rest has a list of words.
enum class Measure {
    Bytes, Duration, FrameSize, Aspect,                  // of the file
    FrameRate, BitDepth, Gop, Channels, Tracks, Pictures, Pixels, // numbers of its streams; Pixels: width · height · frames
    Content, VideoCodec, VideoProfile, PixelFormat, DynamicRange, PixelShape, Scan, GopKind, AudioCodec, AudioProfile, // words
    TimeStamps, Damage, // found in the file itself; X has no rule for them
};
enum class Outcome { Refuse, Maybe }; // X refuses, or may refuse, a file that breaks the rule
// What fixes one broken rule; fix_plan.h makes one plan of several steps.
enum class FixStep {
    None,        // nothing can
    Shrink, Trim, Lengthen, Scale, Enlarge, Pad,
    Remux,       // another container, streams copied
    Video,       // re-encodes the video
    SlowDown,    // fewer frames per second
    Deinterlace, Square,
    Audio,       // re-encodes the audio
    Thin,        // fewer frames of a GIF
    Convert,     // a picture to JPEG; subtitles to valid UTF-8
    Retime,      // corrects time stamps
    Keep,        // keeps only what can be decoded
    OneSound,    // keeps one of several audio tracks
    Animate,     // makes a GIF or a video of an animated picture
};

// The users that a rule applies to: X's limits depend on the signed-in user.
enum class Tier { Default, Premium };
// `subscription`: as X words it (AccountRecord). Verified users count as Premium.
Tier tierOf(const QString &subscription, bool verified);

// One rule. Bounds are inclusive: one number for bytes, ms, frames per 1,000 s …, a pair for frame sizes (px) and ratios.
struct LimitRule
{
    using Bound = std::array<qint64, 2>;
    QString category; // X's media_category
    std::optional<Tier> tier; // nothing: all
    QString of; // video codec it applies to; empty: all
    Measure measure = Measure::Bytes;
    std::optional<Bound> min;
    std::optional<Bound> max;
    QStringList words; // the allowed ones, for a measure in words
    bool turned = false; // `max` also holds with width and height swapped
    Outcome outcome = Outcome::Refuse;
    FixStep fix = FixStep::Shrink;
};

// Parses JSON such as limits.json; returns nothing, and sets `error`, if any rule is malformed.
std::optional<QVector<LimitRule>> parseLimits(const QByteArray &json, QString *error);

// The rules compiled into the program.
const QVector<LimitRule> &defaultLimits();

// What a user may upload: X's published limits for the tier, and lower ones that X stated when it refused a video of theirs.
struct Allowance
{
    Tier tier = Tier::Default;
    qint64 statedDurationMs = 0; // longest video; 0: none stated
    qint64 statedBytes = 0;      // largest file; 0: none stated
    friend bool operator==(const Allowance &, const Allowance &) = default;
};
// The rules that apply to such a user.
QVector<LimitRule> limitsFor(const Allowance &allowance);

} // namespace postreel
