#include "browser_catcher.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/error_text.h"
#include "ui/window/composer.h"
#include "ui/window/details.h"
#include "ui/window/main_window.h"
#include "ui/window/mending_menu.h"
#include "ui/window/message_area.h"
#include "ui/window/post_edit.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_pane.h"
#include "ui/window/speed_limit_dialog.h"
#include "ui/window/status_line.h"
#include "ui/window/workbench.h"
#include "workbench_room.h"

#include <QFileDialog>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

using Room = WorkbenchRoom;

class WorkbenchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void theNewestDraftComesBack();
    void theDraftThatWasAskedForIsOpened();
    void whatIsBeingWrittenIsKept();
    void actions_data();
    void actions();
    void anActionThatDoesNotFitAnyMoreIsNotDone();
    void linkIsCopied();
    void linkIsOpenedWithItsKey();
    void aFileThatMovedIsLookedFor();
    void accountsAreShownAndRemembered();
    void newsReachTheWindow();
    void errorsAreTold();
    void dropsReachTheEngine();
    void historyIsFetched();
    void closingSavesTheText();
    void roomIsMadeByKeyAndShown();
    void theSpeedLimitIsAsked();
    void mendingByItselfIsASetting();
    void whatFfmpegAddsIsSaidOnce();
    void whatIsElsewhereIsCopiedHereFirst();
    void aCopyTellsHowFarItIs();
    void aCopyThatFailedHasNoHoleInItsSentence();
};

void WorkbenchTest::theNewestDraftComesBack()
{
    fakeEngine().posts = {samplePost(text("p3"), PostState::Posted, text("three")),
                          samplePost(text("p2"), PostState::Draft, text("two")),
                          samplePost(text("p1"), PostState::Draft, text("one"))};
    Room room;
    room.engine.start();
    QCOMPARE(room.window.composer().text(), text("two"));
    QCOMPARE(room.window.queue().model().rowCount(), 3);
}

void WorkbenchTest::theDraftThatWasAskedForIsOpened()
{
    fakeEngine().posts = {samplePost(text("p2"), PostState::Draft, text("two")),
                          samplePost(text("p1"), PostState::Draft, text("one"))};
    Room room;
    room.bench.openDraft(text("p9"));
    room.engine.start();
    QCOMPARE(room.window.composer().text(), QString());
    Q_EMIT room.engine.postChanged(samplePost(text("p9"), PostState::Draft, text("nine")));
    QCOMPARE(room.window.composer().text(), text("nine"));
}

void WorkbenchTest::whatIsBeingWrittenIsKept()
{
    fakeEngine().posts = {samplePost(text("p1"), PostState::Draft, text("one"))};
    Room room;
    room.window.composer().findChild<PostEdit *>()->insertPlainText(
        text("typed before the profile was open"));
    room.engine.start();
    QCOMPARE(room.window.composer().text(), text("typed before the profile was open"));
}

void WorkbenchTest::actions_data()
{
    QTest::addColumn<PostState>("state");
    QTest::addColumn<UploadState>("upload");
    QTest::addColumn<QueueAction>("action");
    QTest::addColumn<QString>("call");
    const auto row = [](PostState state, UploadState upload, QueueAction action, const char *call) {
        QTest::newRow(call) << state << upload << action << text(call);
    };
    row(PostState::WaitingForMedia, UploadState::Sending, QueueAction::Pause, "pause p");
    row(PostState::WaitingForMedia, UploadState::Sending, QueueAction::SendFirst, "sendFirst p");
    row(PostState::Paused, UploadState::Paused, QueueAction::Resume, "resume p");
    row(PostState::Failed, UploadState::Failed, QueueAction::Retry, "retry p");
    row(PostState::Posting, UploadState::Ready, QueueAction::Cancel, "cancel p");
    row(PostState::Draft, UploadState::Ready, QueueAction::Discard, "discard p");
    row(PostState::Posted, UploadState::Ready, QueueAction::Remove, "remove p");
    row(PostState::WaitingForMedia, UploadState::Sending, QueueAction::Edit, "edit p");
    row(PostState::WaitingForMedia, UploadState::NeedsFix, QueueAction::SendAnyway, "sendAnyway u");
    row(PostState::AskPerson, UploadState::Ready, QueueAction::WasPosted, "decideOutcome p posted");
    row(PostState::AskPerson, UploadState::Ready, QueueAction::WasNotPosted, "decideOutcome p not posted");
}

void WorkbenchTest::actions()
{
    QFETCH(PostState, state);
    QFETCH(UploadState, upload);
    QFETCH(QueueAction, action);
    QFETCH(QString, call);
    Room room;
    room.act(samplePost(text("p"), state, text("t"), {sampleUpload(text("u"), upload)}), action);
    QCOMPARE(fakeEngine().calls, QStringList{call});
}

void WorkbenchTest::anActionThatDoesNotFitAnyMoreIsNotDone()
{
    Room room;
    room.act(samplePost(text("p"), PostState::Posted, text("t")), QueueAction::Cancel);
    Q_EMIT room.window.queue().acted(text("nobody"), QueueAction::Pause);
    QVERIFY(fakeEngine().calls.isEmpty());
}

void WorkbenchTest::aFileThatMovedIsLookedFor()
{
    QTemporaryDir folder;
    QFile found(folder.filePath(text("moved.mp4")));
    QVERIFY(found.open(QIODevice::WriteOnly));
    found.close();
    Room room;
    UploadView away = sampleUpload(text("u"), UploadState::Waiting);
    PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("t"), {away});
    QVERIFY(!actionsOf(post).contains(QueueAction::FindFile)); // it waits for something else
    post.uploads.first().reason = WaitReason::FileAway;
    room.act(post, QueueAction::FindFile);
    auto *dialog = room.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    Q_EMIT dialog->fileSelected(found.fileName());
    QCOMPARE(fakeEngine().calls, QStringList{text("findFile u ") % found.fileName()});
    // It is another one: the person is told, and nothing is lost.
    QTRY_COMPARE(room.window.messages().bars().size(), 1);
    QVERIFY(room.window.messages().bars().first()->text().contains(text("is not the file")));
}

void WorkbenchTest::linkIsOpenedWithItsKey()
{
    BrowserCatcher browser;
    Room room([](const QUrl &link) { return QUrl(link.toString() % text("?key=once")); });
    room.act(samplePost(text("p"), PostState::Posted, text("t")), QueueAction::Open);
    QCOMPARE(browser.opened, QVector{QUrl(text("https://x.com/i/status/1880028106020515840?key=once"))});
    // What is copied may be given to anybody.
    room.act(samplePost(text("p"), PostState::Posted, text("t")), QueueAction::CopyLink);
    QCOMPARE(QGuiApplication::clipboard()->text(), text("https://x.com/i/status/1880028106020515840"));
}

void WorkbenchTest::linkIsCopied()
{
    Room room;
    room.act(samplePost(text("p"), PostState::Posted, text("t")), QueueAction::CopyLink);
    QCOMPARE(QGuiApplication::clipboard()->text(), text("https://x.com/i/status/1880028106020515840"));
    QCOMPARE(room.window.messages().bars().last()->text(), text("Link copied"));
    QVERIFY(room.window.statusLine().currentMessage().isEmpty()); // speed and time left stay
}

void WorkbenchTest::accountsAreShownAndRemembered()
{
    Room room;
    QSignalSpy sandbox(&room.bench, &Workbench::sandboxRequested);
    Q_EMIT room.window.queue().sandboxWanted();
    QCOMPARE(sandbox.size(), 1);
    QCOMPARE(room.window.composer().account(), QString());
    room.engine.addAccount({text("a"), text("@a"), false}, {}, {});
    room.engine.addAccount({text("sandbox"), text("Sandbox"), true}, {}, {});
    QCOMPARE(room.window.composer().account(), text("sandbox")); // as it was wanted
    QCOMPARE(room.settings.value(text("composer/account")).toString(), text("sandbox"));
    room.engine.addAccount({text("c"), text("@c"), false}, {}, {});
    QCOMPARE(room.window.composer().account(), text("sandbox"));
}

void WorkbenchTest::newsReachTheWindow()
{
    Room room;
    Q_EMIT room.engine.postChanged(samplePost(text("p"), PostState::Posting, text("t")));
    QCOMPARE(room.window.queue().model().rowCount(), 1);
    Q_EMIT room.engine.postRemoved(text("p"));
    QCOMPARE(room.window.queue().model().rowCount(), 0);
    StatusView status;
    status.paused = true;
    Q_EMIT room.engine.statusChanged(status);
    QSignalSpy wanted(&room.window, &MainWindow::pauseAllWanted);
    Q_EMIT room.window.pauseAllWanted(false);
    QCOMPARE(fakeEngine().calls, QStringList{text("resumeAll")});
}

void WorkbenchTest::errorsAreTold()
{
    Room room;
    Q_EMIT room.engine.notice(Error{.kind = ErrorKind::Storage, .subject = text("postreel.db")});
    Q_EMIT room.engine.startFailed(Error{.kind = ErrorKind::Storage});
    QCOMPARE(room.window.messages().bars().size(), 2);
    Q_EMIT room.engine.statusChanged({}); // it could be opened after all
    QCOMPARE(room.window.messages().bars().size(), 1);
    QVERIFY(room.window.messages().bars().first()->text().contains(text("postreel.db")));
}

void WorkbenchTest::dropsReachTheEngine()
{
    Room room;
    QTemporaryFile file(room.folder.filePath(QStringLiteral("XXXXXX.mp4")));
    QVERIFY(file.open());
    QVERIFY(file.write("x") == 1 && file.flush());
    room.window.intake().takeFiles({file.fileName()}, Purpose::Attach);
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.first().file, file.fileName());
    room.window.intake().takeFiles({file.fileName()}, Purpose::OneEach);
    QTRY_COMPARE(fakeEngine().created.size(), 2);
}

void WorkbenchTest::historyIsFetched()
{
    Room room;
    fakeEngine().entries = {HistoryEntry{text("p"), {}, 1'000, text("Draft"), text("Posting"), {}}};
    room.window.queue().model().put(samplePost(text("p"), PostState::Posting, text("t")));
    room.window.show();
    room.window.queue().showDetails(text("p"));
    QCOMPARE(fakeEngine().calls, QStringList{text("history p")});
    auto *details = room.window.findChild<Details *>();
    const auto models = details->findChildren<QAbstractTableModel *>();
    QTRY_COMPARE(models.last()->rowCount() + models.first()->rowCount(), 1);
}

void WorkbenchTest::closingSavesTheText()
{
    Room room;
    room.window.show();
    room.window.composer().findChild<PostEdit *>()->insertPlainText(text("last words"));
    room.window.close();
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("last words"));
}

void WorkbenchTest::roomIsMadeByKeyAndShown()
{
    Room room;
    room.engine.start();
    room.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&room.window));
    QTest::keyClick(room.window.composer().findChild<PostEdit *>(), Qt::Key_M, Qt::ControlModifier);
    QCOMPARE(fakeEngine().calls, QStringList{text("makeRoom yes")});
    auto *button = room.window.statusLine().findChild<QToolButton *>();
    Q_EMIT room.engine.statusChanged({.makingRoom = true});
    QCOMPARE(button->text(), text("Full speed again"));
    button->click();
    QCOMPARE(fakeEngine().calls, (QStringList{text("makeRoom yes"), text("makeRoom no")}));
    Q_EMIT room.engine.statusChanged({}); // the hour is over
    QCOMPARE(button->text(), text("Slow down"));
    QCOMPARE(fakeEngine().calls.size(), 2);
}

void WorkbenchTest::theSpeedLimitIsAsked()
{
    fakeEngine().status = {.plainLimit = 512 * 1024,
                           .timetable = {{.days = 3, .fromMinute = 60, .toMinute = 120, .bytesPerSecond = 0}}};
    Room room;
    room.engine.start();
    Q_EMIT room.window.speedLimitWanted();
    auto *dialog = room.window.findChild<SpeedLimitDialog *>();
    QVERIFY(dialog);
    dialog->accept();
    QCOMPARE(fakeEngine().calls, (QStringList{text("setLimit 524288"), text("setTimetable 3 60 120 0")}));
}

void WorkbenchTest::mendingByItselfIsASetting()
{
    Room room;
    room.engine.start();
    Q_EMIT room.window.mendingMenu().chosen(true);
    QVERIFY(fakeEngine().calls.contains(text("setFixByItself yes")));
    StatusView status;
    status.fixByItself = true; // as the engine has it
    Q_EMIT room.engine.statusChanged(status);
    QVERIFY(room.window.mendingMenu().actions().at(1)->isChecked());
}

void WorkbenchTest::whatFfmpegAddsIsSaidOnce()
{
    Room room;
    room.engine.start();
    const qsizetype before = room.window.messages().bars().size();
    StatusView status;
    Q_EMIT room.engine.statusChanged(status);
    QCOMPARE(room.window.messages().bars().size(), before);
    status.lacksFfmpeg = true;
    Q_EMIT room.engine.statusChanged(status);
    Q_EMIT room.engine.statusChanged(status);
    QCOMPARE(room.window.messages().bars().size(), before + 1);
    QVERIFY(room.window.messages().bars().last()->text().contains(text("Install the package ffmpeg")));
}

void WorkbenchTest::whatIsElsewhereIsCopiedHereFirst()
{
    QTemporaryDir folder;
    QFile film(folder.filePath(text("a.mp4")));
    QVERIFY(film.open(QIODevice::WriteOnly) && film.write("film") == 4);
    film.close();
    fakeEngine().status.copiesForeign = true;
    fakeEngine().copySays = film.fileName();
    Room room;
    room.engine.start();
    QMimeData dropped;
    dropped.setUrls({QUrl(text("mtp://phone/DCIM/a.mp4"))});
    room.window.intake().take(dropped, Purpose::Attach);
    const auto bars = room.window.messages().bars();
    QVERIFY(!bars.isEmpty());
    QVERIFY(bars.last()->text().contains(text("on a device or server")));
    QVERIFY(!fakeEngine().calls.contains(text("copyHere mtp://phone/DCIM/a.mp4"))); // not before a person says so
    bars.last()->findChild<QPushButton *>()->click();
    QVERIFY(fakeEngine().calls.contains(text("copyHere mtp://phone/DCIM/a.mp4")));
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.first().file, film.fileName());
}

void WorkbenchTest::aCopyTellsHowFarItIs()
{
    fakeEngine().status.copiesForeign = true;
    fakeEngine().copyRuns = true;
    Room room;
    room.engine.start();
    Q_EMIT room.window.intake().foundElsewhere({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
    const auto last = [&room] { return room.window.messages().bars().last(); };
    last()->findChild<QPushButton *>()->click();
    QVERIFY(fakeEngine().copyTells);
    fakeEngine().copyTells(12'300'000);
    QVERIFY2(last()->text().contains(text("12.3 MB so far")), qPrintable(last()->text()));
}

void WorkbenchTest::aCopyThatFailedHasNoHoleInItsSentence()
{
    for (const ErrorKind kind : {ErrorKind::Storage, ErrorKind::Unreadable, ErrorKind::NotReached}) {
        fakeEngine().status.copiesForeign = true;
        fakeEngine().copySays = Error{.kind = kind, .subject = text("a.mp4")};
        Room room;
        room.engine.start();
        Q_EMIT room.window.intake().foundElsewhere({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
        room.window.messages().bars().last()->findChild<QPushButton *>()->click();
        const auto said = [&room] {
            return room.window.messages().bars().isEmpty() ? QString() : room.window.messages().bars().last()->text();
        };
        QTRY_VERIFY(!said().isEmpty() && !said().contains(text("Copying")));
        QVERIFY2(said().contains(text("a.mp4")) && !said().contains(text(":  ")), qPrintable(said()));
        QVERIFY2(!said().contains(text("X cannot be reached")), qPrintable(said()));
    }
}

POSTREEL_TEST_MAIN(WorkbenchTest)
#include "tst_workbench.moc"
