// Parses the command line into a StartRequest, or into one sentence that names the option or file and the
// next step.
// Invariant: the result holds exactly one of the two; standard input is read at most once, and only after
// everything else was found valid.
#pragma once

#include "ui/cli/start_request.h"

#include <functional>

namespace postreel {

struct CommandLine
{
    StartRequest request;
    QString problem; // empty: the request is valid
    // A file that an option names could not be read within --timeout. A thread is still reading it, so the
    // process must end without returning from main().
    bool isLate = false;
    bool ok() const { return problem.isEmpty(); }
};

// What the parser needs besides the arguments; tests supply their own.
struct ParseContext
{
    QString folder; // absolute path; relative file names start here
    std::function<QByteArray()> standardInput;
    qint64 nowMs = 0; // wall clock, ms since the epoch
};

// `arguments` excludes the program name and Qt's own options.
CommandLine readCommandLine(const QStringList &arguments, const ParseContext &surroundings);

// The text of --help.
QString commandLineHelp();

} // namespace postreel
