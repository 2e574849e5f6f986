// ffmpeg's arguments for a copy with corrected time stamps: gaps are closed, and stray packets are where they belong. All
// other steps of a fix use that copy. Pure.
// Invariant: video and audio are moved by the same amounts, so they stay in sync.
#pragma once

#include "app/media/fix/fix_arguments.h"

namespace postreel {

// Whether time stamps may restart in that container by its rules; ffmpeg then makes them continuous by itself.
bool mayRestart(const StreamFacts &streams);
// ffmpeg's options for that, before its input.
QStringList retimedReading(const StreamFacts &streams);

// ffmpeg's name of the copy's container, which can hold everything that the source's can.
QString retimedContainer(const StreamFacts &streams);
// Whether the source must be remuxed into that container first: packets are moved by ticks, which are certain to stay the
// same only between two containers of the same kind.
bool wantsOwnContainer(const StreamFacts &streams);
// The bitstream filters that move packets on the way from one such container into another.
QStringList retimedWriting(const StreamFacts &streams);

// The inspection of the copy, derived from that of the source.
Inspection afterRetiming(Inspection source);

} // namespace postreel
