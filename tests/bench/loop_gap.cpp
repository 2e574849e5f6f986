// Measures how long the window's event loop is busy at a stretch while uploads run: the real window and the real
// engine against a server in another process. A gap is the time from awake() to aboutToBlock().
//
//   loop_gap --api-base URL --profile DIR [--most MS] FILES…      (one Post per file)
#include "ui/cli/program_window.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>

using namespace postreel;

namespace {

class Gaps : public QObject
{
public:
    Gaps()
    {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { m_busy.restart(); });
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (m_on && m_busy.isValid())
                m_ms.append(static_cast<double>(m_busy.nsecsElapsed()) / 1e6);
        });
    }
    void begin() { m_on = true; }
    bool print(double most)
    {
        std::sort(m_ms.begin(), m_ms.end());
        if (m_ms.isEmpty())
            return false;
        std::printf("event loop: %lld stretches, 99th percentile %.1f ms, longest %.1f ms (at most %.0f)\n",
                    static_cast<long long>(m_ms.size()), m_ms[m_ms.size() * 99 / 100], m_ms.last(), most);
        return m_ms.last() <= most;
    }

private:
    QElapsedTimer m_busy;
    QVector<double> m_ms;
    bool m_on = false;
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
    ProgramWindow window(engine, parser.value(QStringLiteral("profile")));
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
    QApplication::exec();
    return gaps.print(parser.value(QStringLiteral("most")).toDouble()) ? 0 : 1;
}
