// The buttons that errors end in do what they say, in the window as a whole.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/connect/connect_wizard.h"
#include "ui/window/parts/message_area.h"
#include "window_controller_fixture.h"

#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

QStringList buttonsOf(const QWidget &in)
{
    QStringList texts;
    for (const QPushButton *button : in.findChildren<QPushButton *>())
        texts << button->text();
    return texts;
}

void pressButton(const QWidget &in, const char *name)
{
    for (QPushButton *button : in.findChildren<QPushButton *>())
        if (button->text() == text(name))
            return button->click();
    QFAIL(name);
}

} // namespace

static PostView waitingForItsFile()
{
    PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("t"), {sampleUpload(text("u"), UploadState::Waiting)});
    post.uploads.first().reason = WaitReason::FileAway;
    return post;
}

class WindowControllerStepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void aWrongFileIsLookedForAgain();
    void aFileThatIsStillWrittenIsNoWrongOne();
    void aCopyThatFailedOffersWhatItsWordsSay();
    void aPictureThatCouldNotBeSavedIsPastedAgain();
    void whoseSignInHasEndedSignsInAgain();
    void whatWasNotAddedIsAddedFromItsBar();
    void aCancelledPostIsEditedAsItIs_data();
    void aCancelledPostIsEditedAsItIs();
    void draftsAreDiscardedByOneCommand();
};

void WindowControllerStepsTest::aWrongFileIsLookedForAgain()
{
    WindowControllerFixture fixture;
    fixture.act(waitingForItsFile(), PostAction::FindFile);
    auto *dialog = fixture.window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(fixture.folder.filePath(text("another.mp4"))); // for which the engine answers that it is another
    QTRY_COMPARE(fixture.window.messages().bars().size(), 1);
    const MessageBar *bar = fixture.window.messages().bars().first();
    QVERIFY2(bar->text().contains(text("is not the file")), qPrintable(bar->text()));
    delete dialog;
    pressButton(*bar, "Find it…");
    dialog = fixture.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
}

// What is said of the film that was chosen in place of the one that is away.
void WindowControllerStepsTest::aFileThatIsStillWrittenIsNoWrongOne()
{
    fakeEngine().findSays = Error{.kind = ErrorKind::FileChanged, .subject = text("film.mp4")};
    WindowControllerFixture fixture;
    fixture.act(waitingForItsFile(), PostAction::FindFile);
    auto *dialog = fixture.window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(fixture.folder.filePath(text("film.mp4")));
    QTRY_COMPARE(fixture.window.messages().bars().size(), 1);
    const MessageBar *bar = fixture.window.messages().bars().first();
    QVERIFY2(!bar->text().contains(text("is not the file")), qPrintable(bar->text()));
    QVERIFY2(bar->text().contains(text("still writing it")), qPrintable(bar->text()));
    QVERIFY2(bar->text().contains(text("find it again")), qPrintable(bar->text()));
    delete dialog;
    pressButton(*bar, "Find it…");
}

void WindowControllerStepsTest::aCopyThatFailedOffersWhatItsWordsSay()
{
    for (const ErrorKind kind : {ErrorKind::Storage, ErrorKind::Usage, ErrorKind::Unreadable, ErrorKind::NotReached}) {
        fakeEngine() = FakeEngine{};
        fakeEngine().status.canCopyRemote = true;
        fakeEngine().copySays = Error{.kind = kind, .subject = text("a.mp4")};
        WindowControllerFixture fixture;
        fixture.engine.start();
        Q_EMIT fixture.window.fileImporter().remoteUrlsFound({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
        pressButton(*fixture.window.messages().bars().last(), "Copy here first");
        const auto last = [&fixture] { return fixture.window.messages().bars().isEmpty() ? nullptr : fixture.window.messages().bars().last(); };
        QTRY_VERIFY(last() && last()->text().contains(text("a.mp4")) && !last()->text().contains(text("Copying")));
        const bool adds = last()->text().contains(text("add it again")) || last()->text().contains(text("add the copy"));
        QVERIFY2(buttonsOf(*last()).contains(text("Add media…")) == adds, qPrintable(last()->text()));
    }
}

void WindowControllerStepsTest::aPictureThatCouldNotBeSavedIsPastedAgain()
{
    MainWindow window({.settings = nullptr, .cacheFolder = text("/proc/nowhere"), .logFile = {}});
    QMimeData mime;
    mime.setImageData(QImage(4, 4, QImage::Format_RGB32));
    window.fileImporter().take(mime, Purpose::Attach);
    QTRY_COMPARE(window.messages().bars().size(), 1);
    const MessageBar *bar = window.messages().bars().first();
    QVERIFY2(bar->text().contains(text("paste it again")), qPrintable(bar->text()));
    QCOMPARE(buttonsOf(*bar), QStringList());
}

void WindowControllerStepsTest::whoseSignInHasEndedSignsInAgain()
{
    WindowControllerFixture fixture;
    fixture.window.show();
    fixture.act(samplePost(text("p"), PostState::NeedsSignIn, text("t")), PostAction::SignIn);
    QVERIFY(fixture.window.findChild<ConnectWizard *>()); // also of an account that is not here any more
}

void WindowControllerStepsTest::whatWasNotAddedIsAddedFromItsBar()
{
    WindowControllerFixture fixture;
    fixture.window.show();
    Q_EMIT fixture.engine.notice(Error{.kind = ErrorKind::Missing, .subject = text("a.mp4")});
    QCOMPARE(fixture.window.messages().bars().size(), 1);
    pressButton(*fixture.window.messages().bars().first(), "Add media…");
    const auto *dialog = fixture.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    Q_EMIT fixture.engine.notice(Error{.kind = ErrorKind::Storage});
    QTRY_COMPARE(fixture.window.messages().bars().size(), 1); // the other one is dismissed
    QVERIFY(fixture.window.messages().bars().first()->findChildren<QPushButton *>().isEmpty()); // nothing to press helps
}

void WindowControllerStepsTest::aCancelledPostIsEditedAsItIs_data()
{
    QTest::addColumn<bool>("canBeDraft");
    QTest::newRow("nothing of it is on X") << true;
    QTest::newRow("a part of it may be on X") << false;
}

// With all of its parts and tracks; a copy is made of that alone which may stand on X.
void WindowControllerStepsTest::aCancelledPostIsEditedAsItIs()
{
    QFETCH(bool, canBeDraft);
    WindowControllerFixture fixture;
    PostView post = samplePost(text("p"), PostState::Cancelled, text("one"), {});
    post.parts << text("two");
    post.canBeDraft = canBeDraft;
    fixture.act(post, PostAction::Edit);
    QCOMPARE(fakeEngine().calls.contains(text("edit p")), canBeDraft);
    QCOMPARE(fakeEngine().created.size(), canBeDraft ? 0 : 1);
}

void WindowControllerStepsTest::draftsAreDiscardedByOneCommand()
{
    WindowControllerFixture fixture;
    const QStringList ids{text("a"), text("b"), text("c")};
    for (const QString &id : ids)
        fixture.window.queue().model().put(samplePost(id, PostState::Draft, id, {}));
    Q_EMIT fixture.window.queue().actionTriggeredForAll(ids, PostAction::Discard);
    QVERIFY2(fakeEngine().calls.contains(text("discard a b c")), qPrintable(fakeEngine().calls.join(u'|')));
}

POSTREEL_TEST_MAIN(WindowControllerStepsTest)
#include "tst_window_controller_steps.moc"
