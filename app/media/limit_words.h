// The words for a broken limit: field, value, limit and fix, as people and scripts read them.
// Invariant: value and limit of one problem never read the same, however close they are.
#pragma once

#include "app/media/limits.h"
#include "app/media/stream_facts.h"

namespace postreel {

struct Bounds
{
    LimitRule::Bound value;
    LimitRule::Bound limit;
    bool least; // the limit is the least allowed, not the most
};

Problem problemOf(Measure measure, FixStep fix, const Bounds &bounds);
// Of a measure in words: `value` is none of `allowed`.
Problem problemOf(Measure measure, FixStep fix, const QString &value, const QStringList &allowed);

// Of several sound tracks: names them all, and the one that is kept.
Problem problemOfSounds(const StreamFacts &streams);

// Whether what it names as fix is a step for the person, which no tool takes.
bool isNextStep(const Problem &problem);

// The next step where a file is damaged.
QString copyItAgain();

// "4.5 s", "2 min 5 s".
QString durationInWords(qint64 ms);

// As loudspeakers are counted; more than eight are only numbered.
QString channelsInWords(qint64 channels);

// "bytes", "frame rate", …: the same in every language, for scripts.
QString fieldOf(Measure measure);
std::optional<Measure> measureOf(const QString &field);
bool isInWords(Measure measure);

// Content that nothing here makes another of, by the word below: what shows of it is a choice, or lies in other files.
bool isNeverConverted(const QString &word);

// What a file's content is called where rules ask for it: X's media type, else the container, else what is
// wrong with it; empty when it is not known.
QString contentWord(const MediaFacts &facts, const StreamFacts &streams);

} // namespace postreel
