// Times a program from its start to its first painted window, from outside: it looks at the middle of the screen
// until that is no longer the bare background. Two programs take turns, so that both meet the same machine.
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <algorithm>
#include <cstdio>

namespace {

constexpr int givenUpMs = 20'000;

// A few pixels around the middle: a window that is mapped but not painted leaves them as they were.
bool isBare()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    const QSize size = screen->size();
    const QImage middle =
        const_cast<QScreen *>(screen)->grabWindow(0, size.width() / 2 - 8, size.height() / 2 - 8, 16, 16).toImage();
    for (int y = 0; y < middle.height(); ++y)
        for (int x = 0; x < middle.width(); ++x)
            if (middle.pixel(x, y) != qRgb(0, 0, 0))
                return false;
    return true;
}

bool becomes(bool bare, QElapsedTimer &timer)
{
    while (isBare() != bare)
        if (timer.elapsed() > givenUpMs)
            return false;
    return true;
}

// Milliseconds; negative if no window came.
double timeOnce(const QString &command)
{
    QElapsedTimer timer;
    timer.start();
    if (!becomes(true, timer))
        return -1;
    QStringList words = QProcess::splitCommand(command);
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setProgram(words.takeFirst());
    process.setArguments(words);
    timer.restart();
    process.start();
    const bool painted = becomes(false, timer);
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    process.terminate();
    process.waitForFinished(givenUpMs);
    return painted ? ms : -1;
}

double median(QVector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("runs"), QStringLiteral("Starts of each."), QStringLiteral("N"), QStringLiteral("9")},
                       {QStringLiteral("most"), QStringLiteral("Allowed difference."), QStringLiteral("MS")},
                       {QStringLiteral("measure"), QStringLiteral("Of the difference."), QStringLiteral("TEXT")},
                       {QStringLiteral("reference"), QStringLiteral("Compared with."), QStringLiteral("COMMAND")},
                       {QStringLiteral("program"), QStringLiteral("Measured."), QStringLiteral("COMMAND")}});
    parser.process(application);
    QVector<double> reference, program;
    // The first start of each fills the caches and does not count.
    for (int run = 0; run <= parser.value(QStringLiteral("runs")).toInt(); ++run) {
        const double a = timeOnce(parser.value(QStringLiteral("reference")));
        const double b = timeOnce(parser.value(QStringLiteral("program")));
        if (a < 0 || b < 0) {
            std::fprintf(stderr, "no window was painted within %d ms\n", givenUpMs);
            return 2;
        }
        if (run > 0) {
            reference << a;
            program << b;
        }
    }
    const double difference = median(program) - median(reference);
    const double most = parser.value(QStringLiteral("most")).toDouble();
    std::fprintf(stderr, "%.0f ms against %.0f ms\n", median(program), median(reference));
    std::printf("%s|%.0f|%.0f|ms\n", qPrintable(parser.value(QStringLiteral("measure"))), difference, most);
    return difference <= most ? 0 : 1;
}
