// Which account a request means, and what it changes for the whole program: sandbox, account of the run, speed.
// Invariant: a token that comes with a request goes to the engine's memory and nowhere else.
#pragma once

#include "ui/cli/program.h"

namespace postreel {

class RequestAccess
{
public:
    // Starts the sandbox, or applies the spec to the running one; an empty spec changes nothing.
    // Answers the key of its account, or an error with its sentence in `said`.
    using OpenSandbox = std::function<Result<QString>(const QString &spec)>;

    // `own`: the request that the engine was made for. What it trusts cannot be changed later.
    RequestAccess(Engine &engine, const StartRequest &own, OpenSandbox openSandbox);

    Program::Access open(const StartRequest &request);

private:
    Program::Access openRunAccount(const StartRequest &request);
    Program::Access pickAccount(const QString &wanted) const;

    Engine &m_engine;
    const QString m_caFile;
    qint64 m_limitBytesPerSecond;
    const OpenSandbox m_openSandbox;
};

} // namespace postreel
