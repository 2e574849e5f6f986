#include "browser_catcher.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/fix_menu.h"
#include "ui/window/limits/speed_limit_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/status_line.h"
#include "ui/window/window_controller.h"
#include "window_controller_fixture.h"

#include <QFileDialog>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

using Fixture = WindowControllerFixture;

class WindowControllerTest : public QObject
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
    void slowDownByKeyIsShown();
    void theSpeedLimitIsAsked();
    void fixingByItselfIsASetting();
    void whatFfmpegAddsIsSaidOnce();
};

void WindowControllerTest::theNewestDraftComesBack()
{
    fakeEngine().posts = {samplePost(text("p3"), PostState::Posted, text("three")),
                          samplePost(text("p2"), PostState::Draft, text("two")),
                          samplePost(text("p1"), PostState::Draft, text("one"))};
    Fixture fixture;
    fixture.engine.start();
    QCOMPARE(fixture.window.composer().text(), text("two"));
    QCOMPARE(fixture.window.queue().model().rowCount(), 3);
}

void WindowControllerTest::theDraftThatWasAskedForIsOpened()
{
    fakeEngine().posts = {samplePost(text("p2"), PostState::Draft, text("two")),
                          samplePost(text("p1"), PostState::Draft, text("one"))};
    Fixture fixture;
    fixture.controller.openDraft(text("p9"));
    fixture.engine.start();
    QCOMPARE(fixture.window.composer().text(), QString());
    Q_EMIT fixture.engine.posts().changed(samplePost(text("p9"), PostState::Draft, text("nine")));
    QCOMPARE(fixture.window.composer().text(), text("nine"));
}

void WindowControllerTest::whatIsBeingWrittenIsKept()
{
    fakeEngine().posts = {samplePost(text("p1"), PostState::Draft, text("one"))};
    Fixture fixture;
    fixture.window.composer().findChild<PostEdit *>()->insertPlainText(
        text("typed before the profile was open"));
    fixture.engine.start();
    QCOMPARE(fixture.window.composer().text(), text("typed before the profile was open"));
}

void WindowControllerTest::actions_data()
{
    QTest::addColumn<PostState>("state");
    QTest::addColumn<UploadState>("upload");
    QTest::addColumn<PostAction>("action");
    QTest::addColumn<QString>("call");
    const auto row = [](PostState state, UploadState upload, PostAction action, const char *call) {
        QTest::newRow(call) << state << upload << action << text(call);
    };
    row(PostState::WaitingForMedia, UploadState::Sending, PostAction::Pause, "pause p");
    row(PostState::WaitingForMedia, UploadState::Sending, PostAction::SendFirst, "sendFirst p");
    row(PostState::Paused, UploadState::Paused, PostAction::Resume, "resume p");
    row(PostState::Failed, UploadState::Failed, PostAction::Retry, "retry p");
    row(PostState::Posting, UploadState::Ready, PostAction::Cancel, "cancel p");
    row(PostState::Draft, UploadState::Ready, PostAction::Discard, "discard p");
    row(PostState::Posted, UploadState::Ready, PostAction::Remove, "remove p");
    row(PostState::WaitingForMedia, UploadState::Sending, PostAction::Edit, "edit p");
    row(PostState::WaitingForMedia, UploadState::NeedsFix, PostAction::SendAnyway, "sendAnyway u");
    row(PostState::AskPerson, UploadState::Ready, PostAction::WasPosted, "decideOutcome p posted");
    row(PostState::AskPerson, UploadState::Ready, PostAction::WasNotPosted, "decideOutcome p not posted");
}

void WindowControllerTest::actions()
{
    QFETCH(PostState, state);
    QFETCH(UploadState, upload);
    QFETCH(PostAction, action);
    QFETCH(QString, call);
    Fixture fixture;
    fixture.act(samplePost(text("p"), state, text("t"), {sampleUpload(text("u"), upload)}), action);
    QCOMPARE(fakeEngine().calls, QStringList{call});
}

void WindowControllerTest::anActionThatDoesNotFitAnyMoreIsNotDone()
{
    Fixture fixture;
    fixture.act(samplePost(text("p"), PostState::Posted, text("t")), PostAction::Cancel);
    Q_EMIT fixture.window.queue().actionTriggered(text("nobody"), PostAction::Pause);
    QVERIFY(fakeEngine().calls.isEmpty());
}

void WindowControllerTest::aFileThatMovedIsLookedFor()
{
    QTemporaryDir folder;
    QFile found(folder.filePath(text("moved.mp4")));
    QVERIFY(found.open(QIODevice::WriteOnly));
    found.close();
    Fixture fixture;
    UploadView away = sampleUpload(text("u"), UploadState::Waiting);
    PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("t"), {away});
    QVERIFY(!actionsOf(post).contains(PostAction::FindFile)); // it waits for something else
    post.uploads.first().reason = WaitReason::FileAway;
    fixture.act(post, PostAction::FindFile);
    auto *dialog = fixture.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    Q_EMIT dialog->fileSelected(found.fileName());
    QCOMPARE(fakeEngine().calls, QStringList{text("findFile u ") % found.fileName()});
    // It is another one: the person is told, and nothing is lost.
    QTRY_COMPARE(fixture.window.messages().bars().size(), 1);
    QVERIFY(fixture.window.messages().bars().first()->text().contains(text("is not the file")));
}

void WindowControllerTest::linkIsOpenedWithItsKey()
{
    BrowserCatcher browser;
    Fixture fixture([](const QUrl &link) { return QUrl(link.toString() % text("?key=once")); });
    fixture.act(samplePost(text("p"), PostState::Posted, text("t")), PostAction::Open);
    QCOMPARE(browser.opened, QList{QUrl(text("https://x.com/i/status/1880028106020515840?key=once"))});
    // What is copied may be given to anybody.
    fixture.act(samplePost(text("p"), PostState::Posted, text("t")), PostAction::CopyLink);
    QCOMPARE(QGuiApplication::clipboard()->text(), text("https://x.com/i/status/1880028106020515840"));
}

void WindowControllerTest::linkIsCopied()
{
    Fixture fixture;
    fixture.act(samplePost(text("p"), PostState::Posted, text("t")), PostAction::CopyLink);
    QCOMPARE(QGuiApplication::clipboard()->text(), text("https://x.com/i/status/1880028106020515840"));
    QCOMPARE(fixture.window.messages().bars().last()->text(), text("Link copied"));
    QVERIFY(fixture.window.statusLine().currentMessage().isEmpty()); // speed and time left stay
}

void WindowControllerTest::accountsAreShownAndRemembered()
{
    Fixture fixture;
    QSignalSpy sandbox(&fixture.controller, &WindowController::sandboxRequested);
    Q_EMIT fixture.window.queue().sandboxRequested();
    QCOMPARE(sandbox.size(), 1);
    QCOMPARE(fixture.window.composer().account(), QString());
    fixture.engine.accounts().add({text("a"), text("@a"), false}, {}, {});
    fixture.engine.accounts().add({text("sandbox"), text("Sandbox"), true}, {}, {});
    QCOMPARE(fixture.window.composer().account(), text("sandbox")); // as it was wanted
    QCOMPARE(fixture.settings.value(text("composer/account")).toString(), text("sandbox"));
    fixture.engine.accounts().add({text("c"), text("@c"), false}, {}, {});
    QCOMPARE(fixture.window.composer().account(), text("sandbox"));
}

void WindowControllerTest::newsReachTheWindow()
{
    Fixture fixture;
    Q_EMIT fixture.engine.posts().changed(samplePost(text("p"), PostState::Posting, text("t")));
    QCOMPARE(fixture.window.queue().model().rowCount(), 1);
    Q_EMIT fixture.engine.posts().removed(text("p"));
    QCOMPARE(fixture.window.queue().model().rowCount(), 0);
    StatusView status;
    status.paused = true;
    Q_EMIT fixture.engine.statusChanged(status);
    QSignalSpy wanted(&fixture.window, &MainWindow::pauseAllRequested);
    Q_EMIT fixture.window.pauseAllRequested(false);
    QCOMPARE(fakeEngine().calls, QStringList{text("resumeAll")});
}

void WindowControllerTest::errorsAreTold()
{
    Fixture fixture;
    Q_EMIT fixture.engine.notice(Error{.kind = ErrorKind::Storage, .subject = text("postreel.db")});
    Q_EMIT fixture.engine.startFailed(Error{.kind = ErrorKind::Storage});
    QCOMPARE(fixture.window.messages().bars().size(), 2);
    Q_EMIT fixture.engine.statusChanged({}); // it could be opened after all
    QCOMPARE(fixture.window.messages().bars().size(), 1);
    QVERIFY(fixture.window.messages().bars().first()->text().contains(text("postreel.db")));
}

void WindowControllerTest::dropsReachTheEngine()
{
    Fixture fixture;
    QTemporaryFile file(fixture.folder.filePath(QStringLiteral("XXXXXX.mp4")));
    QVERIFY(file.open());
    QVERIFY(file.write("x") == 1 && file.flush());
    fixture.window.fileImporter().takeFiles({file.fileName()}, Purpose::Attach);
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.first().file, file.fileName());
    fixture.window.fileImporter().takeFiles({file.fileName()}, Purpose::OneEach);
    QTRY_COMPARE(fakeEngine().created.size(), 2);
}

void WindowControllerTest::historyIsFetched()
{
    Fixture fixture;
    fakeEngine().entries = {HistoryEntry{text("p"), {}, 1'000, text("Draft"), text("Posting"), {}}};
    fixture.window.queue().model().put(samplePost(text("p"), PostState::Posting, text("t")));
    fixture.window.show();
    fixture.window.queue().showDetails(text("p"));
    QCOMPARE(fakeEngine().calls, QStringList{text("history p")});
    auto *details = fixture.window.findChild<Details *>();
    const auto models = details->findChildren<QAbstractTableModel *>();
    QTRY_COMPARE(models.last()->rowCount() + models.first()->rowCount(), 1);
}

void WindowControllerTest::closingSavesTheText()
{
    Fixture fixture;
    fixture.window.show();
    fixture.window.composer().findChild<PostEdit *>()->insertPlainText(text("last words"));
    fixture.window.close();
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("last words"));
}

void WindowControllerTest::slowDownByKeyIsShown()
{
    Fixture fixture;
    fixture.engine.start();
    fixture.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    QTest::keyClick(fixture.window.composer().findChild<PostEdit *>(), Qt::Key_M, Qt::ControlModifier);
    QCOMPARE(fakeEngine().calls, QStringList{text("slowDown yes")});
    auto *button = fixture.window.statusLine().findChild<QToolButton *>();
    Q_EMIT fixture.engine.statusChanged({.slowedDown = true});
    QCOMPARE(button->text(), text("Full speed again"));
    button->click();
    QCOMPARE(fakeEngine().calls, (QStringList{text("slowDown yes"), text("slowDown no")}));
    Q_EMIT fixture.engine.statusChanged({}); // the hour is over
    QCOMPARE(button->text(), text("Slow down"));
    QCOMPARE(fakeEngine().calls.size(), 2);
}

void WindowControllerTest::theSpeedLimitIsAsked()
{
    fakeEngine().status = {.plainLimit = 512 * 1024,
                           .timetable = {{.days = 3, .fromMinute = 60, .toMinute = 120, .bytesPerSecond = 0}}};
    Fixture fixture;
    fixture.engine.start();
    Q_EMIT fixture.window.speedLimitRequested();
    auto *dialog = fixture.window.findChild<SpeedLimitDialog *>();
    QVERIFY(dialog);
    dialog->accept();
    QCOMPARE(fakeEngine().calls, (QStringList{text("setPlainLimit 524288"), text("setTimetable 3 60 120 0")}));
}

void WindowControllerTest::fixingByItselfIsASetting()
{
    Fixture fixture;
    fixture.engine.start();
    Q_EMIT fixture.window.fixMenu().chosen(true);
    QVERIFY(fakeEngine().calls.contains(text("setFixByItself yes")));
    StatusView status;
    status.fixByItself = true; // as the engine has it
    Q_EMIT fixture.engine.statusChanged(status);
    QVERIFY(fixture.window.fixMenu().actions().at(1)->isChecked());
}

void WindowControllerTest::whatFfmpegAddsIsSaidOnce()
{
    Fixture fixture;
    fixture.engine.start();
    const qsizetype before = fixture.window.messages().bars().size();
    StatusView status;
    Q_EMIT fixture.engine.statusChanged(status);
    QCOMPARE(fixture.window.messages().bars().size(), before);
    status.lacksFfmpeg = true;
    Q_EMIT fixture.engine.statusChanged(status);
    Q_EMIT fixture.engine.statusChanged(status);
    QCOMPARE(fixture.window.messages().bars().size(), before + 1);
    QVERIFY(fixture.window.messages().bars().last()->text().contains(text("Install the package ffmpeg")));
}

POSTREEL_TEST_MAIN(WindowControllerTest)
#include "tst_window_controller.moc"
