// Files that are dropped while others are written or posted: each goes to the draft that it was dropped on, and that one
// does not leave without it.
#include "draft_room.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/post_edit.h"

#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QStringList &calls()
{
    return fakeEngine().calls;
}

// A draft with words, and a drop on it whose files are still being looked at.
struct Room : DraftRoom
{
    PostEdit *edit = composer.findChild<PostEdit *>();

    Room()
    {
        composer.setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, QStringLiteral("a"));
    }
    void write(const char *words)
    {
        edit->insertPlainText(text(words));
        composer.flush();
    }
    void dropOnDraft()
    {
        write("words");
        if (!QTest::qWaitFor([this] { return !desk.draft().isEmpty(); }))
            qFatal("no draft");
        desk.expect(1, 1);
    }
    QString waits() const
    {
        const auto bars = composer.messages().bars();
        return bars.isEmpty() ? QString() : bars.last()->text();
    }
    QString told() const { return messages.bars().isEmpty() ? QString() : messages.bars().last()->text(); }
};

} // namespace

class DraftDropsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void postWaitsForTheLook();
    void postFromTheListWaitsForTheLook();
    void postBeforeTheDraftIsRecorded();
    void postWaitsForEveryDrop();
    void whatIsRefusedKeepsTheDraft();
    void whatDoesNotFitKeepsTheDraft();
    void undoTakesItBack();
    void eachDropGoesToItsDraft();
    void ofABlankDraftThatWasLeft();
};

void DraftDropsTest::postWaitsForTheLook()
{
    Room room;
    room.dropOnDraft();
    room.composer.tryPost();
    QCOMPARE(calls(), QStringList());
    QVERIFY(room.composer.isBlank()); // for the next one
    QVERIFY2(room.waits().contains(text("to be added")), qPrintable(room.waits()));
    room.desk.take(1, {text("/a.mp4")});
    room.desk.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postFromTheListWaitsForTheLook()
{
    Room room;
    room.dropOnDraft();
    room.posts.putAll({samplePost(text("p1"), PostState::Draft, text("words"), {})});
    room.desk.postDrafts({text("p1")});
    QCOMPARE(calls(), QStringList());
    room.desk.take(1, {text("/a.mp4")});
    room.desk.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postBeforeTheDraftIsRecorded()
{
    Room room;
    fakeEngine().silent = true;
    room.write("words");
    room.desk.expect(1, 1);
    room.composer.tryPost();
    fakeEngine().answerNow();
    QTRY_VERIFY(room.composer.isBlank());
    QCOMPARE(calls(), QStringList());
    room.desk.take(1, {text("/a.mp4")});
    room.desk.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postWaitsForEveryDrop()
{
    Room room;
    room.dropOnDraft();
    room.desk.expect(2, 1);
    room.composer.tryPost();
    room.desk.take(2, {text("/b.png")});
    room.desk.dropEnded(2, true);
    QCOMPARE(calls(), QStringList{text("attach p1 /b.png")});
    room.desk.take(1, {text("/a.png")});
    room.desk.dropEnded(1, true);
    QCOMPARE(calls().last(), text("submit p1 5000"));
    QCOMPARE(calls().size(), 3);
}

void DraftDropsTest::whatIsRefusedKeepsTheDraft()
{
    Room room;
    room.dropOnDraft();
    room.composer.tryPost();
    room.desk.dropEnded(1, false);
    QCOMPARE(calls(), QStringList());
    QVERIFY2(room.told().contains(text("was not sent")), qPrintable(room.told()));
    QTRY_VERIFY2(!room.waits().contains(text("to be added")), qPrintable(room.waits()));
}

void DraftDropsTest::whatDoesNotFitKeepsTheDraft()
{
    Room room;
    room.dropOnDraft();
    room.composer.tryPost();
    room.desk.take(1, {text("/a.mp4"), text("/b.mp4")});
    room.desk.dropEnded(1, true);
    QCOMPARE(calls(), QStringList());
    QVERIFY2(room.told().contains(text("was not sent")), qPrintable(room.told()));
}

void DraftDropsTest::undoTakesItBack()
{
    Room room;
    room.dropOnDraft();
    room.posts.putAll({samplePost(text("p1"), PostState::Draft, {}, {})});
    room.composer.tryPost();
    room.composer.messages().bars().last()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(room.desk.draft(), text("p1"));
    room.desk.take(1, {text("/a.mp4")});
    room.desk.dropEnded(1, true);
    QVERIFY(calls().contains(text("attach p1 /a.mp4")));
    QVERIFY(!calls().contains(text("submit p1 5000")));
}

void DraftDropsTest::eachDropGoesToItsDraft()
{
    Room room;
    room.dropOnDraft();
    room.posts.putAll({samplePost(text("other"), PostState::Draft, {}, {})});
    room.desk.open(text("other"));
    QTRY_COMPARE(room.desk.draft(), text("other"));
    room.desk.take(1, {text("/a.mp4")});
    room.desk.dropEnded(1, true);
    QVERIFY2(calls().contains(text("attach p1 /a.mp4")), qPrintable(calls().join(u'\n')));
}

void DraftDropsTest::ofABlankDraftThatWasLeft()
{
    Room room;
    room.desk.expect(1, 2);
    room.posts.putAll({samplePost(text("other"), PostState::Draft, {}, {})});
    room.desk.open(text("other"));
    QTRY_COMPARE(room.desk.draft(), text("other"));
    room.desk.take(1, {text("/a.png"), text("/b.png")});
    room.desk.dropEnded(1, true);
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.size(), 2);
    QVERIFY(!calls().contains(text("attach other /a.png")));
}

POSTREEL_TEST_MAIN(DraftDropsTest)
#include "tst_draft_drops.moc"
