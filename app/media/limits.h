// X's limits as data (resources/limits.json), and what they say of a file's facts.
// Invariant: a rule speaks only about what is known; an unknown duration or size breaks none.
#pragma once

#include "app/store/records.h"

#include <array>
#include <optional>

namespace postreel {

enum class Measure { Bytes, Duration, FrameSize, Aspect };
enum class Outcome { Refuse, Maybe };
enum class Cure { Shrink, Trim, Lengthen, Scale, Enlarge, Pad };

// One rule. Bounds are inclusive; one number for bytes and ms, a pair for pixels and ratios.
struct LimitRule
{
    using Bound = std::array<qint64, 2>;
    QString category; // X's media_category
    Measure measure = Measure::Bytes;
    std::optional<Bound> min;
    std::optional<Bound> max;
    bool turned = false; // the frame may also lie on its side
    Outcome outcome = Outcome::Refuse;
    Cure cure = Cure::Shrink;
};

// The rules out of a JSON text such as limits.json; nothing, with `error` set, if any is malformed.
std::optional<QVector<LimitRule>> parseLimits(const QByteArray &json, QString *error);

// Those compiled into the program.
const QVector<LimitRule> &defaultLimits();

struct Judgement
{
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems; // those that X would refuse first
};

// `bytes`: size of the file. Problems are for people, in their language.
Judgement judge(const MediaFacts &facts, qint64 bytes, const QVector<LimitRule> &rules);

} // namespace postreel
