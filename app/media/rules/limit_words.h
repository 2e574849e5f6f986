// Texts for a broken limit: field, value, limit and fix, for the user and for scripts.
// Invariant: value and limit of one problem never read the same, however close they are.
#pragma once

#include "app/media/probe/stream_facts.h"
#include "app/media/rules/limits.h"

namespace postreel {

struct Bounds
{
    LimitRule::Bound value;
    LimitRule::Bound limit;
    bool least; // the limit is a minimum, not a maximum
};

Problem problemOf(Measure measure, FixStep fix, const Bounds &bounds);
// For a measure in words; `value` is not in `allowed`.
Problem problemOf(Measure measure, FixStep fix, const QString &value, const QStringList &allowed);

// For several audio tracks: names them all, and the one that is kept.
Problem problemOfSounds(const StreamFacts &streams);

// Whether `problem.fix` is a step for the user, which the program cannot take.
bool isNextStep(const Problem &problem);

// The user's next step if a file is damaged.
QString copyItAgain();

// Whether a fix of these problems drops a part of the original. The user decides about such a fix; it never runs by itself.
bool dropsContent(const QVector<Problem> &problems);

// "bytes", "frame rate", …: the same in every language, for scripts.
QString fieldOf(Measure measure);
std::optional<Measure> measureOf(const QString &field);
bool isInWords(Measure measure);

// Whether content with that contentWord() (RAW, SVG) is never converted: how it looks is the user's choice, or depends on
// other files.
bool isNeverConverted(const QString &word);

// The word for a file's content in rules: what is wrong with it, else X's media type, else the container; empty if unknown.
QString contentWord(const MediaFacts &facts, const StreamFacts &streams);

} // namespace postreel
