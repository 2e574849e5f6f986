// The terminal that the program was started from: standard input, output and error.
// Invariant: with `--events -` nothing but event lines goes to standard output.
#pragma once

#include "ui/cli/program_exit.h"
#include "ui/cli/run.h"

namespace postreel {

// A line, at once.
void printToOutput(const QString &line);
void printToError(const QString &line);

// Says why a call cannot be carried out; the exit code for it.
int refuseCall(const QString &sentence);

// All of it, up to a little more than 1 MiB: what is longer is neither a text nor a token.
QByteArray readStandardInput();

// Carries out a request with its output going to the console and its events to where it wants them; what
// `execute` answers is the exit code. Events that cannot be written at all are wrong usage.
int withOutput(const StartRequest &request, ProgramExit &programExit, const std::function<int(const Run::Output &)> &execute);

// --help, --help-events and --version; false for what has to be carried out.
bool printAtOnce(StartRequest::Kind kind);

// The folder of the profile that the request means; absolute path.
QString profileOf(const StartRequest &request);

// On a machine without a display the command line works all the same; only a window does not. To be called
// before QApplication is made; true when there is none and the program goes offscreen for that reason.
bool goOffscreenWithoutDisplay(int argc, char **argv);

} // namespace postreel
