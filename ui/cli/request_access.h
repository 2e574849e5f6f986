// Determines the account for a request, and applies its settings that concern the whole program: sandbox,
// token and speed limit.
// Invariant: a token that comes with a request is passed to the engine's memory and nowhere else.
#pragma once

#include "ui/cli/program.h"

namespace postreel {

class RequestAccess
{
public:
    // Starts the sandbox, or applies the spec to the running one; an empty spec leaves a running one
    // unchanged. Returns the key of its account, or an error with a sentence in `detail`.
    using OpenSandbox = std::function<Result<QString>(const QString &spec)>;

    // `own`: the request that the engine was created for; its --ca-file cannot be changed later. `usual`
    // returns the key of the default account; it may be empty or that of a signed-out account.
    RequestAccess(Engine &engine, const StartRequest &own, OpenSandbox openSandbox, std::function<QString()> usual);

    // Call before the engine starts, so that resumed uploads find their account.
    Program::Access open(const StartRequest &request);
    // Chooses the account: that of the request's token, else one of the signed-in accounts, only those of the
    // request's API base if it names one.
    void pick(const StartRequest &request, QObject *context, const std::function<void(const Program::Access &)> &picked);

private:
    Program::Access pickSignedIn(const StartRequest &request) const;
    Program::Access openWithoutUser(const StartRequest &request) const;
    QVector<AccountView> candidates(const StartRequest &request) const;

    Engine &m_engine;
    const QString m_caFile;
    const OpenSandbox m_openSandbox;
    const std::function<QString()> m_usual;
};

} // namespace postreel
