// How a Post that was submitted before stands, for a call that takes it up: the engine tells of changes alone.
// Invariant: pure; the events are those that the engine told when the Post came to stand so. What it waits for: waitsOf().
#pragma once

#include "app/engine/views.h"

namespace postreel {

// Submitted, and not at its end.
bool isUnfinished(PostState state);

// What it and its uploads need of a person: events `needs`.
QVector<EngineEvent> needsOf(const PostView &post);

// Why it stands still without an event of its own: a person paused it. Empty: it does not.
QString pausedText(const PostView &post);

} // namespace postreel
