// Measures how long the window's event loop answers nobody while uploads run: the real window and the real engine
// against a server in another process.
//
//   loop_gap --api-base URL --profile DIR [--most MS] FILES…      (one Post per file)
#include "app/engine/computer.h"
#include "ui/cli/program_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cstdio>

using namespace postreel;

namespace {

// Knocks at the window's thread every 2 ms, from a thread of its own, and notes how long nobody came to the door.
// awake() and aboutToBlock() do not tell: Qt's dispatchers run timers and sockets, GLib's everything, outside of them.
class Gaps : public QObject
{
public:
    Gaps()
    {
        m_clock.start();
        m_knock.setTimerType(Qt::PreciseTimer);
        m_knock.setInterval(2);
        m_knock.moveToThread(&m_thread);
        connect(&m_knock, &QTimer::timeout, &m_knock, [this] { knock(); });
        connect(&m_thread, &QThread::started, &m_knock, qOverload<>(&QTimer::start));
        connect(&m_thread, &QThread::finished, &m_knock, &QTimer::stop);
    }
    ~Gaps() override { end(); }

    void begin() { m_thread.start(); }
    void end()
    {
        m_thread.quit();
        m_thread.wait();
    }
    bool print(double most)
    {
        end();
        std::sort(m_ms.begin(), m_ms.end());
        if (m_ms.isEmpty())
            return false;
        std::printf("event loop: asked %lld times, 99th percentile %.1f ms, longest %.1f ms (at most %.0f)\n",
                    static_cast<long long>(m_ms.size()), m_ms[m_ms.size() * 99 / 100], m_ms.last(), most);
        return m_ms.last() <= most;
    }

private:
    void knock()
    {
        if (m_waiting.exchange(true)) // the last knock is not answered yet: its wait is the longer one
            return;
        QMetaObject::invokeMethod(this, [this, since = m_clock.nsecsElapsed()] {
            m_ms.append(static_cast<double>(m_clock.nsecsElapsed() - since) / 1e6);
            m_waiting = false;
        });
    }

    QThread m_thread;
    QTimer m_knock;
    QElapsedTimer m_clock;
    std::atomic_bool m_waiting{false};
    QVector<double> m_ms; // of the window's thread
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("api-base"), QStringLiteral("Server."), QStringLiteral("URL")},
                       {QStringLiteral("profile"), QStringLiteral("Folder."), QStringLiteral("DIR")},
                       {QStringLiteral("most"), QStringLiteral("Longest allowed gap."), QStringLiteral("MS"), QStringLiteral("50")}});
    parser.process(application);
    const QString account = QStringLiteral("bench");
    Engine engine({.profile = parser.value(QStringLiteral("profile"))});
    Computer computer(engine);
    ProgramWindow window(engine, computer, parser.value(QStringLiteral("profile")));
    engine.addAccount({.key = account, .label = account}, QUrl(parser.value(QStringLiteral("api-base"))), "bench-token");
    const QStringList files = parser.positionalArguments();
    Gaps gaps;
    int ended = 0;
    QObject::connect(&engine, &Engine::started, &application, [&] {
        window.show({});
        for (const QString &file : files)
            engine.createPost({.account = account, .text = file, .media = {{.file = file}}, .submit = true}, &application, [](const Result<QString> &) {});
        // The first second is the start, which has a measure of its own.
        QTimer::singleShot(1000, &application, [&gaps] { gaps.begin(); });
    });
    QObject::connect(&engine, &Engine::happened, &application, [&](const EngineEvent &event) {
        ended += event.name == QLatin1String("posted") || (event.name == QLatin1String("failed") && event.uploadId.isEmpty());
        if (ended == files.size())
            application.quit();
    });
    engine.start();
    computer.start();
    QApplication::exec();
    return gaps.print(parser.value(QStringLiteral("most")).toDouble()) ? 0 : 1;
}
