// Which of a film's sound tracks is kept: X plays one, and the silent or the spoken-over one is not to be it by chance.
// Invariant: a track that was heard is never left for one that was silent.
#pragma once

#include "app/media/stream_facts.h"
#include "app/store/records.h"

namespace postreel {

// The one that is marked as default where only one is, else the one with most channels; commentary and silence come last.
std::optional<AudioFacts> chosenSound(const QVector<AudioFacts> &sounds);

// The same once it was listened to, some seconds in some places of the film: one that is silent there is left for one that is
// not. `durationMs`: -1: not known. Blocks for seconds at most; wants ffmpeg.
void listen(const QString &path, const QString &mediaType, qint64 durationMs, StreamFacts &streams);

// For people: "English, stereo"; without anything to tell it by, the number that it has among the others.
QString nameOfSound(const AudioFacts &sound, qsizetype index);

// What a record keeps of them; none where there is no choice.
QVector<SoundTrack> soundTracks(const StreamFacts &streams);

} // namespace postreel
