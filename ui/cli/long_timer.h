// A timer for times of any length: one of Qt 6.4 takes 24 days at most, and ends early or never beyond them.
#pragma once

#include <QtGlobal>
#include <functional>

class QObject;

namespace postreel {

// Calls `done` once after `ms` milliseconds, unless `context` is gone by then.
void callAfter(qint64 ms, QObject *context, const std::function<void()> &done);

} // namespace postreel
