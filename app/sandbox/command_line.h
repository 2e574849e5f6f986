// The command line of postreel-sandbox.
// Invariant: the result of parse() is complete and in range; every error is a single sentence.
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
    QList<Token> tokens; // from --token-file, or one generated token; empty with --open alone
    bool printsToken = false; // the token was generated, so the user must be told it
};

// `arguments` excludes the program name. Errors are of kind Usage, with one sentence in `detail`.
Result<SandboxCall> parseCommandLine(const QStringList &arguments);
// The complete text of --help.
QString helpText();

} // namespace postreel::sandbox
