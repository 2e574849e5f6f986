// The wish of the system or of a person at a terminal that the program ends, as a Qt signal.
// Invariant: at most one instance lives at a time; nothing but a number crosses from the handler.
#pragma once

#include <QObject>
#include <memory>

namespace postreel {

class Signals : public QObject
{
    Q_OBJECT
public:
    // Listens from here on: SIGINT, SIGTERM and, unless it is ignored (nohup), SIGHUP; on Windows Ctrl-C,
    // Ctrl-Break and the closing of the console. A reader that goes away ends the program no more.
    explicit Signals(QObject *parent = nullptr);
    // Gives the signals back to the system.
    ~Signals() override;

    // From its first signal on the process has this long to end by itself; then it is ended with 128 + the signal,
    // whatever holds its threads up. For the rest of the process.
    static void endProcessAfter(int seconds);

Q_SIGNALS:
    void received(int number); // 2, 15, 1

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
