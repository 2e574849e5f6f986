// The command line of PRODUCT.md: what was typed becomes a StartRequest, or one sentence that names the option
// or file and the next step.
// Invariant: exactly one of the two is there, and standard input is read at most once, after everything
// else was found to be right.
#pragma once

#include "ui/cli/start_request.h"

#include <functional>

namespace postreel {

struct CommandLine
{
    StartRequest request;
    QString problem; // empty: the request stands
    // What an option names did not come within --timeout. A thread still waits for it: the process ends without returning
    // from main().
    bool isLate = false;
    bool ok() const { return problem.isEmpty(); }
};

// What parsing may look at besides the arguments; tests put their own here.
struct ParseContext
{
    QString folder; // relative names start here; absolute path
    std::function<QByteArray()> standardInput;
    qint64 nowMs = 0; // wall clock, ms since the epoch
};

// `arguments` without the program's name and without Qt's own options.
CommandLine readCommandLine(const QStringList &arguments, const ParseContext &surroundings);

// What --help prints.
QString commandLineHelp();

} // namespace postreel
