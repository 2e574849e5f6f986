// The terminal that the program was started from: standard input, output and error.
// Invariant: with `--events -`, only event lines go to standard output.
#pragma once

#include "ui/cli/program_exit.h"
#include "ui/cli/run.h"

namespace postreel {

// Print one line and flush; known secrets are redacted.
void printToOutput(const QString &line);
void printToError(const QString &line);

// Prints why a call cannot be carried out and returns the exit code for it.
int refuseCall(const QString &sentence);

// Reads standard input to its end, but stops beyond 1 MiB: nothing longer is a Post's text or a token.
QByteArray readStandardInput();

// Calls `execute` with functions that write to the console and to the target of --events, and returns its
// exit code. If the events target cannot be opened, `execute` is not called and the result is
// exit_code::usage.
int withOutput(const StartRequest &request, ProgramExit &programExit, const std::function<int(const Run::Output &)> &execute);

// Prints the output of --help, --help-events or --version; false for any other kind.
bool printAtOnce(StartRequest::Kind kind);

// The profile folder for the request; absolute path.
QString profileOf(const StartRequest &request);

// Without a display, selects Qt's offscreen platform, so that everything but a window works. Call before
// creating QApplication. True if it selected offscreen; always false on Windows and macOS.
bool goOffscreenWithoutDisplay(int argc, char **argv);

} // namespace postreel
