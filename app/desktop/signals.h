// Requests of the system, or of a user at a terminal, to end the program, as a Qt signal.
// Invariant: at most one instance exists at a time; the handler passes on nothing but a number.
#pragma once

#include <QObject>
#include <memory>

namespace postreel {

class Signals : public QObject
{
    Q_OBJECT
public:
    // Starts listening: SIGINT, SIGTERM and, unless it is ignored (nohup), SIGHUP; on Windows Ctrl-C, Ctrl-Break and
    // closing the console. SIGPIPE is ignored, so that a reader that goes away does not end the program.
    explicit Signals(QObject *parent = nullptr);
    // Restores the default handlers.
    ~Signals() override;

    // Sets how long the process may take to end after its first signal; then it is ended with exit code 128 + the
    // signal, even if its threads hang. Stays in effect after this object is destroyed.
    static void endProcessAfter(int seconds);

Q_SIGNALS:
    void received(int number); // SIGINT 2, SIGTERM 15, SIGHUP 1

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
