// What X's limits say of a file's facts: its verdict, and each rule that it breaks.
// Invariant: pure; a rule speaks only about what is known, so an unknown duration or size breaks none.
#pragma once

#include "app/media/limits.h"
#include "app/media/stream_facts.h"

namespace postreel {

// A rule that a file breaks, for the choice of its fix.
struct BrokenRule
{
    Measure measure = Measure::Bytes;
    Outcome outcome = Outcome::Refuse;
    FixStep fix = FixStep::None;
    LimitRule::Bound limit{}; // the bound that is broken, upright for an upright frame; zeros for words
};

struct Evaluation
{
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems;  // those that X would refuse first; a field is told once, by the worst rule
    QVector<BrokenRule> broken; // in the same order
};

// `bytes`: size of the file. Problems are for people, in their language.
Evaluation evaluate(const MediaFacts &facts, const StreamFacts &streams, qint64 bytes, const QVector<LimitRule> &rules);

} // namespace postreel
