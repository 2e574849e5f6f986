// Ends child processes that nobody waits for any more.
// Invariant: a process that reads from a stalled share cannot be killed, and ~QProcess would wait 30 s for it; none of these
// functions does.
#pragma once

#include <QDeadlineTimer>

class QProcess;

namespace postreel {

// Makes the system kill the process when this program ends, however it ends (Linux only). Call it before start().
void killWithProgram(QProcess &process);

// Kills the process without waiting: it emits no more signals and is deleted once it has ended. May be called from one of its
// own slots.
void endProcess(QProcess *process);

// The same for the end of an owner, after which no event loop may run: waits for the process until `until`, then leaves it to
// the system. Deletes the process, so never call it from one of its slots, unless that is a queued one.
void endProcess(QProcess *process, QDeadlineTimer until);

} // namespace postreel
