// Draws the main window in every state, light and dark, narrow and wide, in a small and a large font and in both
// directions, to look at: packaging/pictures.sh.
#include "tests/ui/window_states.h"
#include "ui/translation.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/window_style.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTextStream>
#include <QTimer>
#include <algorithm>

using namespace postreel;

namespace {

constexpr int readingMs = 400;

QPalette darkPalette()
{
    QPalette dark(QColor(49, 54, 59), QColor(42, 46, 50));
    dark.setColor(QPalette::Base, QColor(35, 38, 41));
    dark.setColor(QPalette::AlternateBase, QColor(49, 54, 59));
    dark.setColor(QPalette::Highlight, QColor(61, 174, 233));
    dark.setColor(QPalette::HighlightedText, Qt::white);
    dark.setColor(QPalette::Link, QColor(41, 128, 185));
    return dark;
}

struct Look
{
    QString theme;
    int width = 0;
    int points = 0;
    Qt::LayoutDirection direction = Qt::LeftToRight;

    QString name() const
    {
        return QStringLiteral("%1-%2-%3pt-%4")
            .arg(theme).arg(width).arg(points).arg(direction == Qt::LeftToRight ? QLatin1String("ltr") : QLatin1String("rtl"));
    }
};

QVector<Look> looks()
{
    QVector<Look> all;
    for (const char *theme : {"light", "dark"})
        for (const int width : {480, 1080, 2560})
            for (const int points : {10, 20})
                for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft})
                    all << Look{QString::fromLatin1(theme), width, points, direction};
    return all;
}

void take(const QString &state, const Look &look, const QString &folder, const QString &media)
{
    QFont font = QApplication::font();
    font.setPointSize(look.points);
    QApplication::setFont(font);
    QGuiApplication::setLayoutDirection(look.direction);
    MainWindow window({});
    testing::fill(window, state, media);
    window.resize(look.width, look.width < 720 ? 600 : look.width < 2000 ? 720 : 1300);
    window.show();
    QEventLoop meanwhile; // the pictures of the media are read on other threads
    QTimer::singleShot(readingMs, &meanwhile, &QEventLoop::quit);
    meanwhile.exec();
    const QString file = QDir(folder).filePath(state % u'-' % look.name() % QLatin1String(".png"));
    if (!window.grab().save(file))
        qFatal("%s cannot be written", qPrintable(file));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(new WindowStyle);
    Translation translation;
    QCoreApplication::installTranslator(&translation);
    QCommandLineParser call;
    call.setApplicationDescription(QStringLiteral("Draws the window in every state and look into a folder."));
    call.addHelpOption();
    call.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    call.addPositionalArgument(QStringLiteral("only"),
                               QStringLiteral("Only those whose name contains all of these words: verdict 480 dark."),
                               QStringLiteral("[only…]"));
    call.process(application);
    const QString folder = call.positionalArguments().value(0);
    if (folder.isEmpty())
        call.showHelp(2);
    const QStringList only = call.positionalArguments().mid(1);
    const QString media = QDir(folder).filePath(QStringLiteral("media"));
    QDir().mkpath(media);
    const QPalette light = QApplication::palette();
    int taken = 0;
    for (const QString &state : testing::windowStates())
        for (const Look &look : looks()) {
            const QString name = state % u'-' % look.name();
            if (!std::all_of(only.begin(), only.end(), [&name](const QString &word) { return name.contains(word); }))
                continue;
            QApplication::setPalette(look.theme == QLatin1String("dark") ? darkPalette() : light);
            take(state, look, folder, media);
            ++taken;
        }
    QTextStream(stdout) << taken << " pictures in " << folder << Qt::endl;
    return 0;
}
