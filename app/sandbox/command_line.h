// The command line of postreel-sandbox.
// Invariant: what parse() returns is complete and in range; everything else is one sentence.
#pragma once

#include "app/sandbox/sandbox.h"

namespace postreel::sandbox {

struct SandboxCall
{
    SandboxOptions options;
    bool help = false;
    struct Token
    {
        QByteArray token;
        QString user;
        QStringList scopes;
    };
    QList<Token> tokens; // of --token-file, or one of its own
    bool printsToken = false; // it has that one from nowhere else
};

// `arguments` without the program's name. Errors are of kind Usage with one sentence in `detail`.
Result<SandboxCall> parseCommandLine(const QStringList &arguments);
// The whole text of --help.
QString helpText();

} // namespace postreel::sandbox
