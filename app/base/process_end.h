// The end of a process that nobody waits for any more.
// Invariant: one that reads from a stalled share cannot be killed, and ~QProcess would wait for it half a minute; none of
// these does.
#pragma once

#include <QDeadlineTimer>

class QProcess;

namespace postreel {

// Before start(): it does not outlive this program, however that ends.
void tieToProgram(QProcess &process);

// Kills it and lets go of it: it tells nothing from here on, and goes once it has ended. Also from a slot of its own.
void endProcess(QProcess *process);

// The same for the end of an owner, after which no event loop may run: waits for it until then, and leaves it to the
// system after that. Deletes it, so never while it tells something: not from a slot of its own, unless that is queued.
void endProcess(QProcess *process, QDeadlineTimer until);

} // namespace postreel
