// Events that describe the current state of a Post submitted earlier, for a run that takes it up: the engine
// itself only emits changes.
// Invariant: pure functions; the events equal those that the engine emitted when the Post reached its state.
// For its waits see waitsOf().
#pragma once

#include "app/engine/views.h"

namespace postreel {

// Submitted and not ended, or a draft that is submitted once its files are added.
bool isUnfinished(const PostView &post);

// `needs` events for what the Post and its uploads need from the user.
QVector<EngineEvent> needsOf(const PostView &post);

// The message for a Post that stands still without an event, because the user paused it; empty if not paused.
QString pausedText(const PostView &post);

} // namespace postreel
