// Checks a file's facts against X's limits: the verdict, and each rule that the file breaks.
// Invariant: pure; a rule applies only to known values, so an unknown duration or size breaks none.
#pragma once

#include "app/media/probe/stream_facts.h"
#include "app/media/rules/limits.h"

namespace postreel {

// A rule that a file breaks; the fix is planned from it.
struct BrokenRule
{
    Measure measure = Measure::Bytes;
    Outcome outcome = Outcome::Refuse;
    FixStep fix = FixStep::None;
    LimitRule::Bound limit{}; // the broken bound, in portrait for a portrait frame; zeros for a measure in words
};

struct Evaluation
{
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems;  // X's rules that refuse, X's rules that may, then faults of the file; one per measure
    QVector<BrokenRule> broken; // in the same order
};

// `bytes`: size of the file. Problems are in the user's language.
Evaluation evaluate(const MediaFacts &facts, const StreamFacts &streams, qint64 bytes, const QVector<LimitRule> &rules);

} // namespace postreel
