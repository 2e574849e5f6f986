// Measures how long the window's event loop answers nobody while uploads run: the real window and the real engine
// against a server in another process, the queue shown and scrolled without a pause.
//
//   loop_gap --api-base URL --profile DIR [--rows N] [--most MS] [--most-99 MS] FILES…      (one Post per file)
//
// Prints NAME|VALUE|MOST|UNIT a line. Exit code 1: a gap is longer than it may be; 2: fewer than N rows were shown.
#include "app/engine/computer.h"
#include "ui/cli/program_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QScrollBar>
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
    bool print(double most, double most99)
    {
        end();
        std::sort(m_ms.begin(), m_ms.end());
        if (m_ms.isEmpty())
            return false;
        const double at99 = m_ms[m_ms.size() * 99 / 100];
        std::printf("event loop, 99th percentile of the gaps|%.1f|%.0f|ms\n", at99, most99);
        std::printf("event loop, longest gap|%.1f|%.0f|ms\n", m_ms.last(), most);
        return m_ms.last() <= most && at99 <= most99;
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

// A hand on the wheel: a fifth of a page each frame, down to the end and back up.
class Scrolling : public QObject
{
public:
    Scrolling()
    {
        m_frame.setTimerType(Qt::PreciseTimer);
        m_frame.setInterval(16);
        connect(&m_frame, &QTimer::timeout, this, &Scrolling::scroll);
    }
    // False while no list is shown.
    bool begin()
    {
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets)
            if (auto *view = qobject_cast<QAbstractItemView *>(widget); view && view->accessibleName() == QLatin1String("Queue"))
                m_view = view;
        m_frame.start();
        return m_view && m_view->isVisible();
    }
    int rows() const { return m_view ? m_view->model()->rowCount() : 0; }

private:
    void scroll()
    {
        QScrollBar *bar = m_view ? m_view->verticalScrollBar() : nullptr;
        if (!bar)
            return;
        if (bar->value() == bar->maximum())
            m_way = -1;
        else if (bar->value() == bar->minimum())
            m_way = 1;
        bar->setValue(bar->value() + m_way * bar->pageStep() / 5);
    }

    QTimer m_frame;
    QAbstractItemView *m_view = nullptr;
    int m_way = 1;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("api-base"), QStringLiteral("Server."), QStringLiteral("URL")},
                       {QStringLiteral("profile"), QStringLiteral("Folder."), QStringLiteral("DIR")},
                       {QStringLiteral("most"), QStringLiteral("Longest allowed gap."), QStringLiteral("MS"), QStringLiteral("50")},
                       {QStringLiteral("most-99"), QStringLiteral("The same of 99 in 100."), QStringLiteral("MS"), QStringLiteral("16")},
                       {QStringLiteral("rows"), QStringLiteral("Rows that have to be there."), QStringLiteral("N"), QStringLiteral("0")}});
    parser.process(application);
    const QString account = QStringLiteral("bench");
    Engine engine({.profile = parser.value(QStringLiteral("profile"))});
    Computer computer(engine);
    ProgramWindow window(engine, computer, parser.value(QStringLiteral("profile")), {});
    engine.accounts().add({.key = account, .label = account}, QUrl(parser.value(QStringLiteral("api-base"))), "bench-token");
    const QStringList files = parser.positionalArguments();
    Gaps gaps;
    Scrolling scrolling;
    int ended = 0;
    QObject::connect(&engine, &Engine::started, &application, [&] {
        window.show({});
        for (const QString &file : files)
            engine.posts().create({.account = account, .text = file, .media = {{.file = file}}, .submit = true}, &application, [](const Result<QString> &) {});
        // The first second is the start, which has a measure of its own.
        QTimer::singleShot(1000, &application, [&] {
            if (!scrolling.begin() || scrolling.rows() < parser.value(QStringLiteral("rows")).toInt()) {
                std::fprintf(stderr, "%d rows are shown\n", scrolling.rows());
                QApplication::exit(2);
            }
            gaps.begin();
        });
    });
    QObject::connect(&engine, &Engine::happened, &application, [&](const EngineEvent &event) {
        ended += event.name == QLatin1String("posted") || (event.name == QLatin1String("failed") && event.uploadId.isEmpty());
        if (ended == files.size())
            application.quit();
    });
    engine.start();
    computer.start();
    if (const int code = QApplication::exec(); code != 0)
        return code;
    return gaps.print(parser.value(QStringLiteral("most")).toDouble(), parser.value(QStringLiteral("most-99")).toDouble()) ? 0 : 1;
}
