#include "draft_room.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/post_edit.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room : DraftRoom
{
    PostEdit *edit = composer.findChild<PostEdit *>();

    Room()
    {
        composer.setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, QStringLiteral("a"));
    }
    void type(const QString &text)
    {
        edit->insertPlainText(text);
        composer.flush();
    }
    void tell(const PostView &post)
    {
        posts.putAll({post});
        desk.postChanged(post);
    }
    QString said() const { return messages.bars().isEmpty() ? QString() : messages.bars().last()->text(); }
};

const QStringList &calls()
{
    return fakeEngine().calls;
}

} // namespace

class DraftDeskTest : public QObject
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

void DraftDeskTest::filesRecordADraft()
{
    Room room;
    room.desk.attach({text("/a.mp4")});
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().submit, false);
    QCOMPARE(fakeEngine().created.first().account, text("a"));
    QCOMPARE(fakeEngine().created.first().media.first().file, text("/a.mp4"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)}));
    QCOMPARE(room.composer.uploads().size(), 1);
}

void DraftDeskTest::textAloneRecordsADraft()
{
    Room room;
    room.type(text("   "));
    QVERIFY(fakeEngine().created.isEmpty());
    room.type(text("hello"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("   hello"));
}

void DraftDeskTest::textIsSavedOncePerChange()
{
    Room room;
    room.type(text("a"));
    QTRY_VERIFY(!room.desk.draft().isEmpty());
    room.type(text("b"));
    room.edit->insertPlainText(text("c"));
    room.edit->textCursor().deletePreviousChar();
    room.composer.flush();
    QCOMPARE(calls(), QStringList{text("setText p1 0 ab")});
}

void DraftDeskTest::nothingIsLostWhileItIsBeingRecorded()
{
    Room room;
    fakeEngine().silent = true;
    room.desk.attach({text("/a.png")});
    room.type(text("words"));
    room.desk.attach({text("/b.png")});
    room.type(text(" more"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QVERIFY(calls().isEmpty());
    fakeEngine().answerNow();
    QTRY_VERIFY(calls().contains(text("setText p1 0 words more")));
    QVERIFY(calls().contains(text("attach p1 /b.png")));
    QCOMPARE(fakeEngine().created.size(), 1);
}

void DraftDeskTest::postWaitsForTheRecord()
{
    Room room;
    fakeEngine().silent = true;
    room.type(text("words"));
    room.composer.tryPost();
    QVERIFY(calls().isEmpty());
    fakeEngine().answerNow();
    QTRY_COMPARE(calls(), QStringList{text("submit p1 5000")});
    QVERIFY(room.composer.isBlank());
}

void DraftDeskTest::aBadFileIsToldAndTheOthersGoOn()
{
    Room room;
    fakeEngine().answers = {Error{.kind = ErrorKind::TooBig, .subject = text("b.png")}};
    room.desk.attach({text("/x/a.png"), text("/x/b.png"), text("/x/c.png")});
    QTRY_COMPARE(fakeEngine().created.size(), 2);
    QCOMPARE(fakeEngine().created.last().media.size(), 2);
    QCOMPARE(fakeEngine().created.last().media.last().file, text("/x/c.png"));
    QVERIFY(room.said().contains(text("b.png")));
    QTRY_COMPARE(room.desk.draft(), text("p2"));
}

void DraftDeskTest::aRefusedFirstFileKeepsTheText()
{
    Room room;
    room.edit->insertPlainText(text("words"));
    fakeEngine().answers = {Error{.kind = ErrorKind::UnsupportedType, .subject = text("/x/a.zip")}};
    room.desk.attach({text("/x/a.zip")});
    QTRY_VERIFY(!room.said().isEmpty());
    QCOMPARE(room.composer.text(), text("words"));
    room.composer.flush();
    QTRY_COMPARE(room.desk.draft(), text("p2"));
    QCOMPARE(fakeEngine().created.last().text, text("words"));
}

void DraftDeskTest::moreFilesAreAttached()
{
    Room room;
    room.desk.attach({text("/a.png")});
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.desk.attach({text("/b.png"), text("/c.png")});
    const QStringList wanted{text("attach p1 /b.png"), text("attach p1 /c.png")};
    QCOMPARE(calls(), wanted);
}

void DraftDeskTest::filesThatCannotShareAreOffered()
{
    Room room;
    room.desk.attach({text("/a.mp4"), text("/b.mp4")});
    QVERIFY(fakeEngine().created.isEmpty());
    QVERIFY(room.said().contains(text("one video")));
    room.messages.bars().last()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(fakeEngine().created.size(), 2);
}

void DraftDeskTest::whatNamesDoNotTellGoesThrough()
{
    Room room;
    room.desk.attach({text("/photo1"), text("/photo2")});
    QVERIFY2(room.said().isEmpty(), qPrintable(room.said()));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.size(), 2);
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    // The look at their content judges.
    UploadView film = sampleUpload(text("u"), UploadState::NeedsFix, text("/photo1"));
    film.facts.mediaType.clear();
    UploadView picture = sampleUpload(text("v"), UploadState::Ready, text("/photo2"));
    picture.facts.mediaType = text("image/png");
    film.facts.mediaCategory = text("tweet_video");
    film.verdict = Verdict::WillBeRefused;
    room.tell(samplePost(text("p1"), PostState::Draft, {}, {film, picture}));
    QVERIFY(!room.composer.messages().bars().isEmpty());
    QVERIFY(room.composer.messages().bars().last()->text().contains(text("together with pictures")));
}

void DraftDeskTest::oneDraftPerFile()
{
    Room room;
    fakeEngine().answers = {text("p1"), Error{.kind = ErrorKind::Missing}, text("p3")};
    room.desk.makeDrafts({text("/a.mp4"), text("/b.mp4"), text("/c.mp4")});
    QTRY_COMPARE(room.messages.bars().size(), 2);
    QCOMPARE(fakeEngine().created.size(), 3);
    QVERIFY(room.messages.bars().first()->text().contains(text("b.mp4")));
    QVERIFY(room.messages.bars().last()->text().contains(u'2'));
    room.tell(samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)}));
    QCOMPARE(room.desk.draft(), text("p1")); // the first one is there to be written
}

void DraftDeskTest::postAndUndo()
{
    Room room;
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    room.composer.tryPost();
    QCOMPARE(calls(), QStringList{text("submit p1 5000")});
    QVERIFY(room.composer.isBlank());
    room.tell(samplePost(text("p1"), PostState::WaitingForMedia, text("words")));
    MessageBar *bar = room.composer.messages().bars().value(0);
    QVERIFY(bar);
    QVERIFY2(bar->text().contains(text("Goes out in 5")), qPrintable(bar->text()));
    bar->findChild<QPushButton *>()->click();
    QCOMPARE(calls().last(), text("edit p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(room.desk.draft(), text("p1"));
    QCOMPARE(room.composer.text(), text("words"));
    QCOMPARE(room.composer.messages().bars().size(), 1); // it says so
    QCOMPARE(room.composer.messages().bars().first()->text(), text("Not posted. It is a draft again."));
    room.composer.tryPost();
    QCOMPARE(room.composer.messages().bars().size(), 1); // it is not true any more
    QVERIFY(room.composer.messages().bars().first()->text().contains(text("Goes out in 5")));
}

void DraftDeskTest::draftsGoOutFromTheList()
{
    Room room;
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words"), {}));
    room.tell(samplePost(text("p7"), PostState::Draft, text("other"), {}));
    room.tell(samplePost(text("p8"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::NeedsFix)}));
    room.tell(samplePost(text("p9"), PostState::Posted, text("is out"), {}));
    fakeEngine().calls.clear();
    room.desk.postDrafts({text("p7"), text("p1"), text("p8"), text("p9")});
    QCOMPARE(calls(), (QStringList{text("submit p7 5000"), text("submit p1 5000")}));
    QVERIFY(room.composer.isBlank()); // the one that was open
    MessageBar *bar = room.composer.messages().bars().value(0);
    QVERIFY(bar && bar->text().contains(text("2 Posts")));
    bar->findChild<QPushButton *>()->click();
    QCOMPARE(calls().mid(2), (QStringList{text("edit p7"), text("edit p1")}));
    QVERIFY(room.composer.messages().bars().isEmpty()); // not before the engine says so
    room.tell(samplePost(text("p7"), PostState::Draft, text("other"), {}));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words"), {}));
    QCOMPARE(room.composer.messages().bars().size(), 1);
    QVERIFY(room.composer.messages().bars().first()->text().startsWith(text("Not posted: 2 Post")));
}

void DraftDeskTest::noUndoWithoutAPause()
{
    Room room;
    room.desk.setUndoSeconds(0);
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.composer.tryPost();
    QCOMPARE(calls(), QStringList{text("submit p1 0")});
    QVERIFY(room.composer.messages().bars().isEmpty());
    room.desk.setUndoSeconds(900); // never more than a minute
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p2"));
    room.composer.tryPost();
    QCOMPARE(calls().last(), text("submit p2 60000"));
}

void DraftDeskTest::undoSurvivesLateNews()
{
    Room room;
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    room.composer.tryPost();
    room.desk.takeBack({text("p1")}); // before the engine told of anything
    room.tell(samplePost(text("p1"), PostState::WaitingForMedia, text("words")));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(room.desk.draft(), text("p1"));
    QCOMPARE(room.composer.text(), text("words"));
}

void DraftDeskTest::openingAnotherDraftKeepsTheFirst()
{
    Room room;
    room.tell(samplePost(text("p8"), PostState::Draft, text("older"),
                         {sampleUpload(text("u"), UploadState::Ready)}));
    room.edit->insertPlainText(text("new words"));
    room.desk.open(text("p8"));
    QTRY_COMPARE(room.desk.draft(), text("p8"));
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().text, text("new words"));
    QCOMPARE(room.composer.text(), text("older"));
    QCOMPARE(room.composer.uploads().size(), 1);
    QVERIFY(calls().isEmpty()); // neither saved anew nor discarded
}

// In the list by a mark, in the composer by its title.
void DraftDeskTest::tellsWhichDraftIsBeingWritten()
{
    Room room;
    QSignalSpy written(&room.desk, &DraftDesk::draftChanged);
    const auto title = [&room] { return room.edit->accessibleDescription(); };
    room.type(text("new words"));
    QTRY_COMPARE(written.value(0).value(0).toString(), text("p1"));
    QCOMPARE(title(), text("New Post")); // it was begun here
    room.tell(samplePost(text("p8"), PostState::Draft, text("older"), {}));
    room.desk.open(text("p8"));
    QTRY_COMPARE(title(), QStringLiteral("Draft “\u2068older\u2069”"));
    room.tell(samplePost(text("p8"), PostState::Draft, text("newer"), {}));
    QCOMPARE(title(), QStringLiteral("Draft “\u2068newer\u2069”")); // as the list has it
    Q_EMIT room.composer.newPostWanted();
    QCOMPARE(written.value(3).value(0, text("none")).toString(), QString());
    QCOMPARE(title(), text("New Post"));
}

void DraftDeskTest::aBlankDraftIsNotLeftBehind()
{
    Room room;
    room.type(text("x"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.edit->clear();
    Q_EMIT room.composer.newPostWanted();
    QCOMPARE(calls().last(), text("discard p1"));
    QCOMPARE(room.desk.draft(), QString());
}

// That it can be taken back is told, and done, outside of the desk.
void DraftDeskTest::discardPutsTheDraftAway()
{
    Room room;
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    Q_EMIT room.composer.discardWanted();
    QCOMPARE(calls().last(), text("discard p1"));
    QVERIFY(room.composer.isBlank());
    QVERIFY(room.composer.messages().bars().isEmpty());
}

void DraftDeskTest::aPostSubmittedElsewhereLeavesTheComposer()
{
    Room room;
    room.type(text("words"));
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.tell(samplePost(text("p1"), PostState::Posting, text("words")));
    QVERIFY(room.composer.isBlank());
    QCOMPARE(room.desk.draft(), QString());
}

void DraftDeskTest::editAgainCopies()
{
    Room room;
    PostView old = samplePost(text("p9"), PostState::Cancelled, text("words"),
                              {sampleUpload(text("u"), UploadState::Cancelled, text("/a.mp4"))});
    old.uploads[0].altText = text("Boats");
    old.uploads[0].coverMs = 1500;
    old.uploads[0].trimStartMs = 1000;
    old.uploads[0].trimEndMs = 9000;
    room.desk.copy(old);
    QCOMPARE(fakeEngine().created.first().text, text("words"));
    QCOMPARE(fakeEngine().created.first().media.first().file, text("/a.mp4"));
    const NewMedia again = fakeEngine().created.first().media.first();
    QCOMPARE(again.altText, text("Boats"));
    QCOMPARE(again.coverMs, 1500);
    QCOMPARE(again.trimStartMs, 1000);
    QCOMPARE(again.trimEndMs, 9000);
    QTest::qWait(0);
    room.tell(samplePost(text("p1"), PostState::Draft, text("words")));
    QCOMPARE(room.desk.draft(), text("p1"));
}

void DraftDeskTest::mediaCommands()
{
    Room room;
    room.desk.attach({text("/a.mp4")});
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    Q_EMIT room.composer.altTextChanged(text("u"), text("Boats"));
    Q_EMIT room.composer.sendAnywayWanted(text("u"));
    Q_EMIT room.composer.retryWanted(text("u"));
    Q_EMIT room.composer.removeWanted(text("u"));
    Q_EMIT room.composer.accountChosen(text("b"));
    const QStringList wanted{text("setAltText u Boats"), text("sendAnyway u"), text("retry p1"),
                             text("removeMedia u"), text("setAccount p1 b")};
    QCOMPARE(calls(), wanted);
}

POSTREEL_TEST_MAIN(DraftDeskTest)
#include "tst_draft_desk.moc"
