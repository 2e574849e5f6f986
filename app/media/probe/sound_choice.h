// Chooses which of a video's audio tracks is kept: X plays only one, which should not be a silent track or a commentary.
// Invariant: a track that was found audible is never replaced by a silent one.
#pragma once

#include "app/media/probe/time_stamps.h"
#include "app/store/records.h"

namespace postreel {

// Prefers a track that ffmpeg can read, then one that is not silent, then the only one marked as default, then one that is no
// commentary, then the one with most channels. Nothing if there are no tracks.
std::optional<AudioFacts> chosenSound(const QVector<AudioFacts> &sounds);

// Drops the track that is kept if it is declared but holds no packet, and chooses again: nothing that is made of the file has
// its sound. `sound`: its packets.
void dropEmptySound(const StreamTimes &sound, StreamFacts &streams);

// If there are several tracks, decodes 4 s of the chosen one at three places of the video, and chooses another one if it is
// silent there. `durationMs`: of the video; -1: not known. Blocks for seconds; does nothing without ffmpeg.
void listen(const QString &path, const QString &mediaType, qint64 durationMs, StreamFacts &streams);

// Display name: "English, stereo"; "track 2, stereo" without language and title. `index`: among the tracks, from 0.
QString nameOfSound(const AudioFacts &sound, qsizetype index);

// The tracks as an upload's record keeps them; empty if there are fewer than two.
QVector<SoundTrack> soundTracks(const StreamFacts &streams);

} // namespace postreel
