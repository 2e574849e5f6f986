// A program that holds a profile, for the tests of SingleInstance and Signals: says "ours" once it has it, answers
// each line of a caller with that line, and says "signal N" and leaves with 128+N on a signal.
#include "app/desktop/signals.h"
#include "app/desktop/single_instance.h"

#include <QCoreApplication>
#include <cstdio>

using namespace postreel;

namespace {

void say(const QByteArray &line)
{
    std::puts(line.constData());
    std::fflush(stdout);
}

void answer(QLocalSocket *caller)
{
    QObject::connect(caller, &QLocalSocket::readyRead, caller, [caller] {
        while (caller->canReadLine())
            caller->write(caller->readLine());
    });
    QObject::connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Signals signals_;
    QObject::connect(&signals_, &Signals::received, &application, [](int number) {
        say("signal " + QByteArray::number(number));
        QCoreApplication::exit(128 + number);
    });
    SingleInstance single(QCoreApplication::arguments().at(1));
    QObject::connect(&single, &SingleInstance::callerCame, &application, answer);
    const SingleInstance::Claim claim = single.claim();
    say(claim == SingleInstance::Claim::Ours ? "ours" : "not ours");
    return claim == SingleInstance::Claim::Ours ? QCoreApplication::exec() : 1;
}
