// The buttons that errors end in do what they say, in the window as a whole.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/connect_assistant.h"
#include "ui/window/message_area.h"
#include "workbench_room.h"

#include <QFileDialog>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

void pressButton(const QWidget &in, const char *name)
{
    for (QPushButton *button : in.findChildren<QPushButton *>())
        if (button->text() == text(name))
            return button->click();
    QFAIL(name);
}

} // namespace

class WorkbenchStepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void aWrongFileIsLookedForAgain();
    void whoseSignInHasEndedSignsInAgain();
    void whatWasNotAddedIsAddedFromItsBar();
};

void WorkbenchStepsTest::aWrongFileIsLookedForAgain()
{
    WorkbenchRoom room;
    PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("t"), {sampleUpload(text("u"), UploadState::Waiting)});
    post.uploads.first().reason = WaitReason::FileAway;
    room.act(post, QueueAction::FindFile);
    auto *dialog = room.window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(room.folder.filePath(text("another.mp4"))); // for which the engine answers that it is another
    QTRY_COMPARE(room.window.messages().bars().size(), 1);
    const MessageBar *bar = room.window.messages().bars().first();
    QVERIFY2(bar->text().contains(text("is not the file")), qPrintable(bar->text()));
    delete dialog;
    pressButton(*bar, "Find it…");
    dialog = room.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
}

void WorkbenchStepsTest::whoseSignInHasEndedSignsInAgain()
{
    WorkbenchRoom room;
    room.window.show();
    room.act(samplePost(text("p"), PostState::NeedsSignIn, text("t")), QueueAction::SignIn);
    QVERIFY(room.window.findChild<ConnectAssistant *>()); // also of an account that is not here any more
}

void WorkbenchStepsTest::whatWasNotAddedIsAddedFromItsBar()
{
    WorkbenchRoom room;
    room.window.show();
    Q_EMIT room.engine.notice(Error{.kind = ErrorKind::Missing, .subject = text("a.mp4")});
    QCOMPARE(room.window.messages().bars().size(), 1);
    pressButton(*room.window.messages().bars().first(), "Add media…");
    const auto *dialog = room.window.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    Q_EMIT room.engine.notice(Error{.kind = ErrorKind::Storage});
    QTRY_COMPARE(room.window.messages().bars().size(), 1); // the other one is dismissed
    QVERIFY(room.window.messages().bars().first()->findChildren<QPushButton *>().isEmpty()); // nothing to press helps
}

POSTREEL_TEST_MAIN(WorkbenchStepsTest)
#include "tst_workbench_steps.moc"
