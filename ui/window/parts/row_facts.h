// What a queue row shows of a Post beyond its own fields: sums over its uploads, its words.
// Invariant: pure functions of a PostView; 100 % is returned only for what is done.
#pragma once

#include "app/engine/views.h"

#include <QString>

namespace postreel {

// Sums over the uploads: bytes and bytes per second; `timeLeftMs` is the longest one, -1: unknown.
struct Progress
{
    qint64 total = 0;
    qint64 shown = 0;
    qint64 bytesPerSecond = 0;
    qint64 timeLeftMs = -1;
};

Progress progressOf(const PostView &post);

// The first line of the text; without text, the name of the first media, or "No text yet".
QString titleOf(const PostView &post);
// The same for a sentence: isolated in its own direction, and at most `most` characters.
QString titleInSentence(const PostView &post, int most);
// The name of the first media, unless that is the title, and how many more there are; may be empty.
QString filesOf(const PostView &post);
// The label of its account; empty where the stage says it: "Posted in the sandbox, not on X".
QString accountTextOf(const PostView &post);
// What is beside the stage: its files, its account, and that it is a draft. `written`: the composer edits it.
QString stageDetails(const PostView &post, bool written, qint64 nowMs);
// All that the row shows, as one text for assistive technology.
QString accessibleRowText(const PostView &post, bool written);
// The line of numbers: "3.4 of 12.1 MB · 28 % · 3.2 MB/s · 12 s left", or what X is doing and since when.
QString progressText(const PostView &post, qint64 nowMs);

} // namespace postreel
