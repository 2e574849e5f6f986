// postreel-sandbox: the sandbox as a program of its own, for any client.
#include "app/base/core_dumps.h"
#include "app/base/file_size_limit.h"
#include "app/base/log.h"
#include "app/sandbox/command_line.h"
#include "app/sandbox/stop_signals.h"

#include <QCoreApplication>
#include <cstdio>

namespace {

int complain(const QString &sentence)
{
    std::fprintf(stderr, "postreel-sandbox: %s\n", qUtf8Printable(sentence));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    postreel::surviveFileSizeLimit();
    if (!qEnvironmentVariableIsSet("POSTREEL_CORE_DUMPS"))
        postreel::forbidCoreDumps();
    const QCoreApplication application(argc, argv);
    const auto call = postreel::sandbox::parseCommandLine(QCoreApplication::arguments().mid(1));
    if (!call)
        return complain(call.error().detail);
    if (call->help) {
        std::fputs(qUtf8Printable(postreel::sandbox::helpText()), stdout);
        return 0;
    }
    postreel::installLog({});
    postreel::Sandbox sandbox(call->options);
    const postreel::Result<QUrl> base = sandbox.start();
    if (!base)
        return complain(base.error().detail);
    for (const auto &token : call->tokens)
        sandbox.addToken(token.token, token.user, token.scopes, 0);
    postreel::sandbox::quitOnStopSignals();
    std::printf("listening on %s\n", qUtf8Printable(base->toString()));
    if (call->printsToken)
        std::printf("token %s\n", call->tokens.first().token.constData());
    if (!call->options.open) {
        const QUrl home = base->resolved(QUrl(QStringLiteral("/")));
        const QUrl link = sandbox.browserLink(home, postreel::sandbox::PageKeys::Life::WholeRun);
        std::printf("in a browser: %s\n", link.toEncoded().constData());
    }
    std::fflush(stdout);
    return QCoreApplication::exec();
}
