// Every control of the window and of its dialogs says what it is, also those that Qt makes by itself.
#include "named_controls.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/deadline_dialog.h"
#include "ui/window/compose/subtitles_dialog.h"
#include "ui/window/compose/title_dialog.h"
#include "ui/window/connect/connect_wizard.h"
#include "ui/window/limits/speed_limit_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/removal_bar.h"
#include "ui/window/trim/trim_dialog.h"

#include <QLineEdit>
#include <QMenuBar>
#include <QDialog>
#include <QStackedWidget>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class NamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void theWindow_data();
    void theWindow();
    void about();
    void dialogs();
    void connectX();

private:
    static UploadView video() { return sampleUpload(QStringLiteral("u"), UploadState::NeedsFix); }
    // Empty: all have one.
    static QString nameless(QWidget &window)
    {
        window.show();
        QCoreApplication::processEvents();
        int seen = 0;
        const QStringList found = namelessBelow(QAccessible::queryAccessibleInterface(&window), seen);
        return seen > 0 ? found.join(u'\n') : QStringLiteral("nothing was seen");
    }
};

void NamesTest::theWindow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("filled");
    QTest::newRow("empty") << QSize(1080, 720) << false;
    QTest::newRow("filled") << QSize(1080, 720) << true;
    QTest::newRow("filled and small") << QSize(480, 600) << true;
}

void NamesTest::theWindow()
{
    QFETCH(QSize, size);
    QFETCH(bool, filled);
    MainWindow window({});
    window.resize(size);
    window.queue().setOffer(true);
    window.queue().setShowsMore(true);
    if (filled) {
        PostView draft = samplePost(QStringLiteral("p"), PostState::Draft, QStringLiteral("t"), {video()});
        window.queue().model().putAll({draft, samplePost(QStringLiteral("q"), PostState::Posted, {}, {})});
        window.composer().setUploads({video(), sampleUpload(QStringLiteral("v"), UploadState::Sending)});
        window.composer().setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, {});
        window.messages()
            .addMessage(Severity::Warning, QStringLiteral("words"))
            ->addAction(QStringLiteral("Do it"), &window, [] {});
        window.removalBar().setText(QStringLiteral("“a.mp4” removed"), {});
        window.show();
        window.queue().showDetails(QStringLiteral("p"));
        for (QLineEdit *field : window.findChildren<QLineEdit *>())
            field->setText(QStringLiteral("words")); // with which the button to clear it comes
    }
    QCOMPARE(nameless(window), QString());
}

void NamesTest::about()
{
    MainWindow window({});
    window.show();
    for (QAction *menu : window.menuBar()->actions())
        for (QAction *action : menu->menu()->actions())
            if (action->text().contains(QStringLiteral("About")))
                action->trigger();
    auto *dialog = window.findChild<QDialog *>();
    QVERIFY(dialog);
    QCOMPARE(nameless(*dialog), QString());
}

void NamesTest::dialogs()
{
    QWidget window;
    PictureCache pictures;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    UploadView track = sampleUpload(QStringLiteral("s"), UploadState::Failed, QStringLiteral("/films/a.srt"));
    track.kind = UploadKind::Subtitle;
    track.language = QStringLiteral("DE");
    auto *subtitles = new SubtitlesDialog(video(), &window);
    subtitles->setTracks({track});
    TrimSubject subject;
    subject.file = video().file;
    subject.facts = {
        .durationMs = 32'000, .width = 1280, .height = 720, .milliFps = 30'000, .mostMs = 140'000};
    const std::initializer_list<QWidget *> dialogs{
        new SpeedLimitDialog(1 << 20, {{.days = 3, .fromMinute = 60, .toMinute = 120, .bytesPerSecond = 1}},
                             &window),
        new DeadlineDialog(video().file, now + 3'600'000, now, &window),
        new AltTextDialog(pictures, video(), &window),
        new TitleDialog(video(), &window),
        subtitles,
        new TrimDialog(subject, pictures, &window),
    };
    for (QWidget *dialog : dialogs) {
        const QString found = nameless(*dialog);
        QVERIFY2(found.isEmpty(),
                 qPrintable(QLatin1String(dialog->metaObject()->className()) + u": " + found));
    }
}

void NamesTest::connectX()
{
    QWidget window;
    auto *wizard = new ConnectWizard(nullptr, {}, &window);
    auto *pages = wizard->findChild<QStackedWidget *>();
    QVERIFY(pages && pages->count() > 3);
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        const QString found = nameless(*wizard);
        QVERIFY2(found.isEmpty(), qPrintable(QString::number(page) + u": " + found));
    }
}

POSTREEL_TEST_MAIN(NamesTest)
#include "tst_names.moc"
