// Which account a request means, and what it changes for the whole program: sandbox, account of the run, speed.
// Invariant: a token that comes with a request goes to the engine's memory and nowhere else.
#pragma once

#include "ui/cli/program.h"

namespace postreel {

class RequestAccess
{
public:
    // Starts the sandbox, or applies the spec to the running one; an empty spec changes nothing.
    // Answers the key of its account, or an error with its sentence in `detail`.
    using OpenSandbox = std::function<Result<QString>(const QString &spec)>;

    // `own`: the request that the engine was made for. What it trusts cannot be changed later.
    // `usual` answers the key of the account that is used where none is named; it may be empty, or signed out.
    RequestAccess(Engine &engine, const StartRequest &own, OpenSandbox openSandbox, std::function<QString()> usual);

    // Before the engine has started, so that what it goes on with finds its account.
    Program::Access open(const StartRequest &request);
    // Whoever the request's token is of; without one, among those that are signed in, at the API that it names, if it does.
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
