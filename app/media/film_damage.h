// Whether a film can be decoded over all of its length: by a look at frames from everywhere in it.
// Invariant: it tells of a part of the film only when frames in it cannot be what they should be; what cannot be looked at in
// time, or by this computer's ffmpeg, counts as sound.
#pragma once

#include "app/media/sample_tables.h"
#include "app/media/stream_facts.h"
#include "app/store/records.h"

#include <QString>

class QIODevice;

namespace postreel {

// All of them block; for worker threads.

// MP4 and MOV with H.264 or HEVC: whether frames are made of units as they should be, and compressed sound is not all zeros.
// Some milliseconds.
Damage isoDamage(QIODevice &device, const SampleTables &tables);

// Matroska and WebM: whether one element follows the other. `lengthMs`: of the film; -1: not known.
Damage matroskaDamage(QIODevice &device, qint64 lengthMs);

// MPEG-TS: whether there are packets everywhere. `playsMs`: of what is read of it.
Damage transportDamage(QIODevice &device, qint64 playsMs);

// FLV, AVI, Ogg, MPEG, Windows Media: whether the file goes on behind its last packet by its own account, or is all zeros in a
// part of it. `toldMs`: the length that it tells; -1: none.
Damage lostDamage(QIODevice &device, const StreamFacts &streams, qint64 toldMs);

// Films of which a key frame can be found by its time, which TS and Windows Media are not: decodes some, from everywhere. Some
// seconds at most.
Damage decodedDamage(const QString &path, const StreamFacts &streams, const QString &mediaType, qint64 lengthMs);

// Of ffprobe's lines "packet,pts_time,flags" and "frame,pts_time", so many packets from each place. Pure.
Damage readDecoded(const QByteArray &lines, int packetsEach, qint64 lengthMs);

// Whether what can be made of a file with these problems lacks a part of what it once was: a person decides about that, and
// nothing does by itself.
bool losesAPart(const QVector<Problem> &problems);

} // namespace postreel
