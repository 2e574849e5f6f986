#include "draft_fixture.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/compose/post_edit.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture : DraftFixture
{
    PostEdit *edit = composer.findChild<PostEdit *>();

    Fixture()
    {
        composer.setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, QStringLiteral("a"));
    }
    void type(const QString &text)
    {
        edit->insertPlainText(text);
        composer.flush();
    }
    void notify(const PostView &post)
    {
        posts.putAll({post});
        controller.postChanged(post);
    }
    QString said() const { return messages.bars().isEmpty() ? QString() : messages.bars().last()->text(); }
};

const QStringList &calls()
{
    return fakeEngine().calls;
}

} // namespace

class DraftControllerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void filesRecordADraft();
    void textAloneRecordsADraft();
    void textIsSavedOncePerChange();
    void nothingIsLostWhileItIsBeingRecorded();
    void postWaitsForTheRecord();
    void aBadFileIsToldAndTheOthersGoOn();
    void aRefusedFirstFileKeepsTheText();
    void moreFilesAreAttached();
    void filesThatCannotShareAreOffered();
    void whatNamesDoNotTellGoesThrough();
    void oneDraftPerFile();
    void postAndUndo();
    void noUndoWithoutAPause();
    void draftsGoOutFromTheList();
    void undoSurvivesLateNews();
    void openingAnotherDraftKeepsTheFirst();
    void tellsWhichDraftIsBeingWritten();
    void aBlankDraftIsNotLeftBehind();
    void discardPutsTheDraftAway();
    void aPostSubmittedElsewhereLeavesTheComposer();
    void editAgainCopies();
    void mediaCommands();
};

void DraftControllerTest::filesRecordADraft()
{
    Fixture fixture;
    fixture.controller.attach({text("/a.mp4")});
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().submit, false);
    QCOMPARE(fakeEngine().created.first().account, text("a"));
    QCOMPARE(fakeEngine().created.first().media.first().file, text("/a.mp4"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)}));
    QCOMPARE(fixture.composer.uploads().size(), 1);
}

void DraftControllerTest::textAloneRecordsADraft()
{
    Fixture fixture;
    fixture.type(text("   "));
    QVERIFY(fakeEngine().created.isEmpty());
    fixture.type(text("hello"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("   hello"));
}

void DraftControllerTest::textIsSavedOncePerChange()
{
    Fixture fixture;
    fixture.type(text("a"));
    QTRY_VERIFY(!fixture.controller.draft().isEmpty());
    fixture.type(text("b"));
    fixture.edit->insertPlainText(text("c"));
    fixture.edit->textCursor().deletePreviousChar();
    fixture.composer.flush();
    QCOMPARE(calls(), QStringList{text("setText p1 0 ab")});
}

void DraftControllerTest::nothingIsLostWhileItIsBeingRecorded()
{
    Fixture fixture;
    fakeEngine().silent = true;
    fixture.controller.attach({text("/a.png")});
    fixture.type(text("words"));
    fixture.controller.attach({text("/b.png")});
    fixture.type(text(" more"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QVERIFY(calls().isEmpty());
    fakeEngine().answerNow();
    QTRY_VERIFY(calls().contains(text("setText p1 0 words more")));
    QVERIFY(calls().contains(text("attach p1 /b.png")));
    QCOMPARE(fakeEngine().created.size(), 1);
}

void DraftControllerTest::postWaitsForTheRecord()
{
    Fixture fixture;
    fakeEngine().silent = true;
    fixture.type(text("words"));
    fixture.composer.tryPost();
    QVERIFY(calls().isEmpty());
    fakeEngine().answerNow();
    QTRY_COMPARE(calls(), QStringList{text("submit p1 5000")});
    QVERIFY(fixture.composer.isBlank());
}

void DraftControllerTest::aBadFileIsToldAndTheOthersGoOn()
{
    Fixture fixture;
    fakeEngine().answers = {Error{.kind = ErrorKind::TooBig, .subject = text("b.png")}};
    fixture.controller.attach({text("/x/a.png"), text("/x/b.png"), text("/x/c.png")});
    QTRY_COMPARE(fakeEngine().created.size(), 2);
    QCOMPARE(fakeEngine().created.last().media.size(), 2);
    QCOMPARE(fakeEngine().created.last().media.last().file, text("/x/c.png"));
    QVERIFY(fixture.said().contains(text("b.png")));
    QTRY_COMPARE(fixture.controller.draft(), text("p2"));
}

void DraftControllerTest::aRefusedFirstFileKeepsTheText()
{
    Fixture fixture;
    fixture.edit->insertPlainText(text("words"));
    fakeEngine().answers = {Error{.kind = ErrorKind::UnsupportedType, .subject = text("/x/a.zip")}};
    fixture.controller.attach({text("/x/a.zip")});
    QTRY_VERIFY(!fixture.said().isEmpty());
    QCOMPARE(fixture.composer.text(), text("words"));
    fixture.composer.flush();
    QTRY_COMPARE(fixture.controller.draft(), text("p2"));
    QCOMPARE(fakeEngine().created.last().text, text("words"));
}

void DraftControllerTest::moreFilesAreAttached()
{
    Fixture fixture;
    fixture.controller.attach({text("/a.png")});
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.controller.attach({text("/b.png"), text("/c.png")});
    const QStringList wanted{text("attach p1 /b.png"), text("attach p1 /c.png")};
    QCOMPARE(calls(), wanted);
}

void DraftControllerTest::filesThatCannotShareAreOffered()
{
    Fixture fixture;
    fixture.controller.attach({text("/a.mp4"), text("/b.mp4")});
    QVERIFY(fakeEngine().created.isEmpty());
    QVERIFY(fixture.said().contains(text("one video")));
    fixture.messages.bars().last()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(fakeEngine().created.size(), 2);
}

void DraftControllerTest::whatNamesDoNotTellGoesThrough()
{
    Fixture fixture;
    fixture.controller.attach({text("/photo1"), text("/photo2")});
    QVERIFY2(fixture.said().isEmpty(), qPrintable(fixture.said()));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.size(), 2);
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    // The look at their content checks.
    UploadView film = sampleUpload(text("u"), UploadState::NeedsFix, text("/photo1"));
    film.facts.mediaType.clear();
    UploadView picture = sampleUpload(text("v"), UploadState::Ready, text("/photo2"));
    picture.facts.mediaType = text("image/png");
    film.facts.mediaCategory = text("tweet_video");
    film.verdict = Verdict::WillBeRefused;
    fixture.notify(samplePost(text("p1"), PostState::Draft, {}, {film, picture}));
    QVERIFY(!fixture.composer.messages().bars().isEmpty());
    QVERIFY(fixture.composer.messages().bars().last()->text().contains(text("together with pictures")));
}

void DraftControllerTest::oneDraftPerFile()
{
    Fixture fixture;
    fakeEngine().answers = {text("p1"), Error{.kind = ErrorKind::Missing}, text("p3")};
    fixture.controller.makeDrafts({text("/a.mp4"), text("/b.mp4"), text("/c.mp4")});
    QTRY_COMPARE(fixture.messages.bars().size(), 2);
    QCOMPARE(fakeEngine().created.size(), 3);
    QVERIFY(fixture.messages.bars().first()->text().contains(text("b.mp4")));
    QVERIFY(fixture.messages.bars().last()->text().contains(u'2'));
    fixture.notify(samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)}));
    QCOMPARE(fixture.controller.draft(), text("p1")); // the first one is there to be written
}

void DraftControllerTest::postAndUndo()
{
    Fixture fixture;
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    fixture.composer.tryPost();
    QCOMPARE(calls(), QStringList{text("submit p1 5000")});
    QVERIFY(fixture.composer.isBlank());
    fixture.notify(samplePost(text("p1"), PostState::WaitingForMedia, text("words")));
    MessageBar *bar = fixture.composer.messages().bars().value(0);
    QVERIFY(bar);
    QVERIFY2(bar->text().contains(text("Goes out in 5")), qPrintable(bar->text()));
    bar->findChild<QPushButton *>()->click();
    QCOMPARE(calls().last(), text("edit p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(fixture.controller.draft(), text("p1"));
    QCOMPARE(fixture.composer.text(), text("words"));
    QCOMPARE(fixture.composer.messages().bars().size(), 1); // it says so
    QCOMPARE(fixture.composer.messages().bars().first()->text(), text("Not posted. It is a draft again."));
    fixture.composer.tryPost();
    QCOMPARE(fixture.composer.messages().bars().size(), 1); // it is not true any more
    QVERIFY(fixture.composer.messages().bars().first()->text().contains(text("Goes out in 5")));
}

void DraftControllerTest::draftsGoOutFromTheList()
{
    Fixture fixture;
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words"), {}));
    fixture.notify(samplePost(text("p7"), PostState::Draft, text("other"), {}));
    fixture.notify(samplePost(text("p8"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::NeedsFix)}));
    fixture.notify(samplePost(text("p9"), PostState::Posted, text("is out"), {}));
    fakeEngine().calls.clear();
    fixture.controller.postDrafts({text("p7"), text("p1"), text("p8"), text("p9")});
    QCOMPARE(calls(), (QStringList{text("submit p7 5000"), text("submit p1 5000")}));
    QVERIFY(fixture.composer.isBlank()); // the one that was open
    MessageBar *bar = fixture.composer.messages().bars().value(0);
    QVERIFY(bar && bar->text().contains(text("2 Posts")));
    bar->findChild<QPushButton *>()->click();
    QCOMPARE(calls().mid(2), (QStringList{text("edit p7"), text("edit p1")}));
    QVERIFY(fixture.composer.messages().bars().isEmpty()); // not before the engine says so
    fixture.notify(samplePost(text("p7"), PostState::Draft, text("other"), {}));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words"), {}));
    QCOMPARE(fixture.composer.messages().bars().size(), 1);
    QVERIFY(fixture.composer.messages().bars().first()->text().startsWith(text("Not posted: 2 Post")));
}

void DraftControllerTest::noUndoWithoutAPause()
{
    Fixture fixture;
    fixture.controller.setUndoSeconds(0);
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.composer.tryPost();
    QCOMPARE(calls(), QStringList{text("submit p1 0")});
    QVERIFY(fixture.composer.messages().bars().isEmpty());
    fixture.controller.setUndoSeconds(900); // never more than a minute
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p2"));
    fixture.composer.tryPost();
    QCOMPARE(calls().last(), text("submit p2 60000"));
}

void DraftControllerTest::undoSurvivesLateNews()
{
    Fixture fixture;
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    fixture.composer.tryPost();
    fixture.controller.takeBack({text("p1")}); // before the engine told of anything
    fixture.notify(samplePost(text("p1"), PostState::WaitingForMedia, text("words")));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(fixture.controller.draft(), text("p1"));
    QCOMPARE(fixture.composer.text(), text("words"));
}

void DraftControllerTest::openingAnotherDraftKeepsTheFirst()
{
    Fixture fixture;
    fixture.notify(samplePost(text("p8"), PostState::Draft, text("older"),
                         {sampleUpload(text("u"), UploadState::Ready)}));
    fixture.edit->insertPlainText(text("new words"));
    fixture.controller.open(text("p8"));
    QTRY_COMPARE(fixture.controller.draft(), text("p8"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("new words"));
    QCOMPARE(fixture.composer.text(), text("older"));
    QCOMPARE(fixture.composer.uploads().size(), 1);
    QVERIFY(calls().isEmpty()); // neither saved again nor discarded
}

// In the list by a mark, in the composer by its title.
void DraftControllerTest::tellsWhichDraftIsBeingWritten()
{
    Fixture fixture;
    QSignalSpy written(&fixture.controller, &DraftController::draftChanged);
    const auto title = [&fixture] { return fixture.edit->accessibleDescription(); };
    fixture.type(text("new words"));
    QTRY_COMPARE(written.value(0).value(0).toString(), text("p1"));
    QCOMPARE(title(), text("New Post")); // it was begun here
    fixture.notify(samplePost(text("p8"), PostState::Draft, text("older"), {}));
    fixture.controller.open(text("p8"));
    QTRY_COMPARE(title(), QStringLiteral("Draft “\u2068older\u2069”"));
    fixture.notify(samplePost(text("p8"), PostState::Draft, text("newer"), {}));
    QCOMPARE(title(), QStringLiteral("Draft “\u2068newer\u2069”")); // as the list has it
    Q_EMIT fixture.composer.newPostRequested();
    QCOMPARE(written.value(3).value(0, text("none")).toString(), QString());
    QCOMPARE(title(), text("New Post"));
}

void DraftControllerTest::aBlankDraftIsNotLeftBehind()
{
    Fixture fixture;
    fixture.type(text("x"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.edit->clear();
    Q_EMIT fixture.composer.newPostRequested();
    QCOMPARE(calls().last(), text("discard p1"));
    QCOMPARE(fixture.controller.draft(), QString());
}

// That it can be taken back is told, and done, outside of the controller.
void DraftControllerTest::discardPutsTheDraftAway()
{
    Fixture fixture;
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    Q_EMIT fixture.composer.discardRequested();
    QCOMPARE(calls().last(), text("discard p1"));
    QVERIFY(fixture.composer.isBlank());
    QVERIFY(fixture.composer.messages().bars().isEmpty());
}

void DraftControllerTest::aPostSubmittedElsewhereLeavesTheComposer()
{
    Fixture fixture;
    fixture.type(text("words"));
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.notify(samplePost(text("p1"), PostState::Posting, text("words")));
    QVERIFY(fixture.composer.isBlank());
    QCOMPARE(fixture.controller.draft(), QString());
}

void DraftControllerTest::editAgainCopies()
{
    Fixture fixture;
    PostView old = samplePost(text("p9"), PostState::Cancelled, text("words"),
                              {sampleUpload(text("u"), UploadState::Cancelled, text("/a.mp4"))});
    old.uploads[0].altText = text("Boats");
    old.uploads[0].coverMs = 1500;
    old.uploads[0].trimStartMs = 1000;
    old.uploads[0].trimEndMs = 9000;
    fixture.controller.copy(old);
    QCOMPARE(fakeEngine().created.first().text, text("words"));
    QCOMPARE(fakeEngine().created.first().media.first().file, text("/a.mp4"));
    const NewMedia again = fakeEngine().created.first().media.first();
    QCOMPARE(again.altText, text("Boats"));
    QCOMPARE(again.coverMs, 1500);
    QCOMPARE(again.trimStartMs, 1000);
    QCOMPARE(again.trimEndMs, 9000);
    QTest::qWait(0);
    fixture.notify(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(fixture.controller.draft(), text("p1"));
}

void DraftControllerTest::mediaCommands()
{
    Fixture fixture;
    fixture.controller.attach({text("/a.mp4")});
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    Q_EMIT fixture.composer.altTextChanged(text("u"), text("Boats"));
    Q_EMIT fixture.composer.sendAnywayRequested(text("u"));
    Q_EMIT fixture.composer.retryRequested(text("u"));
    Q_EMIT fixture.composer.removeRequested(text("u"));
    Q_EMIT fixture.composer.accountChosen(text("b"));
    const QStringList wanted{text("setAltText u Boats"), text("sendAnyway u"), text("retry p1"),
                             text("removeMedia u"), text("setAccount p1 b")};
    QCOMPARE(calls(), wanted);
}

POSTREEL_TEST_MAIN(DraftControllerTest)
#include "tst_draft_controller.moc"
