// Files that are dropped while others are written or posted: each goes to the draft that it was dropped on, and that one
// does not leave without it.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/draft_fixture.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/post_edit.h"

#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QStringList &calls()
{
    return fakeEngine().calls;
}

// A draft with words, and a drop on it whose files are still being looked at.
struct Fixture : DraftFixture
{
    PostEdit *edit = composer.findChild<PostEdit *>();

    Fixture()
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
        if (!QTest::qWaitFor([this] { return !controller.draft().isEmpty(); }))
            qFatal("no draft");
        controller.expect(1, 1);
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
    void postBeforeTheDraftIsRecordedAndAfterTheLook();
    void postWaitsForEveryDrop();
    void whatIsRefusedKeepsTheDraft();
    void whatDoesNotFitKeepsTheDraft();
    void undoTakesItBack();
    void eachDropGoesToItsDraft();
    void ofABlankDraftThatWasLeft();
    void aBlankDraftStaysForItsFiles();
};

void DraftDropsTest::postWaitsForTheLook()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.composer.tryPost();
    QCOMPARE(calls(), QStringList());
    QVERIFY(fixture.composer.isBlank()); // for the next one
    QVERIFY2(fixture.waits().contains(text("to be added")), qPrintable(fixture.waits()));
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postFromTheListWaitsForTheLook()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.posts.putAll({samplePost(text("p1"), PostState::Draft, text("words"), {})});
    fixture.controller.postDrafts({text("p1")});
    QCOMPARE(calls(), QStringList());
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postBeforeTheDraftIsRecorded()
{
    Fixture fixture;
    fakeEngine().silent = true;
    fixture.write("words");
    fixture.controller.expect(1, 1);
    fixture.composer.tryPost();
    fakeEngine().answerNow();
    QTRY_VERIFY(fixture.composer.isBlank());
    QCOMPARE(calls(), QStringList());
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

// The look at the file ends while the draft is still being recorded.
void DraftDropsTest::postBeforeTheDraftIsRecordedAndAfterTheLook()
{
    Fixture fixture;
    fakeEngine().silent = true;
    fixture.write("words");
    fixture.controller.expect(1, 1);
    fixture.composer.tryPost();
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    fakeEngine().answerNow();
    QTRY_VERIFY(fixture.composer.isBlank());
    QTRY_COMPARE(calls(), (QStringList{text("attach p1 /a.mp4"), text("submit p1 5000")}));
}

void DraftDropsTest::postWaitsForEveryDrop()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.controller.expect(2, 1);
    fixture.composer.tryPost();
    fixture.controller.take(2, {text("/b.png")});
    fixture.controller.dropEnded(2, true);
    QCOMPARE(calls(), QStringList{text("attach p1 /b.png")});
    fixture.controller.take(1, {text("/a.png")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(calls().last(), text("submit p1 5000"));
    QCOMPARE(calls().size(), 3);
}

void DraftDropsTest::whatIsRefusedKeepsTheDraft()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.composer.tryPost();
    fixture.controller.dropEnded(1, false);
    QCOMPARE(calls(), QStringList());
    QVERIFY2(fixture.told().contains(text("was not sent")), qPrintable(fixture.told()));
    QTRY_VERIFY2(!fixture.waits().contains(text("to be added")), qPrintable(fixture.waits()));
}

void DraftDropsTest::whatDoesNotFitKeepsTheDraft()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.composer.tryPost();
    fixture.controller.take(1, {text("/a.mp4"), text("/b.mp4")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(calls(), QStringList());
    QVERIFY2(fixture.told().contains(text("was not sent")), qPrintable(fixture.told()));
}

void DraftDropsTest::undoTakesItBack()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.posts.putAll({samplePost(text("p1"), PostState::Draft, {}, {})});
    fixture.composer.tryPost();
    fixture.composer.messages().bars().last()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(fixture.controller.draft(), text("p1"));
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    QVERIFY(calls().contains(text("attach p1 /a.mp4")));
    QVERIFY(!calls().contains(text("submit p1 5000")));
}

void DraftDropsTest::eachDropGoesToItsDraft()
{
    Fixture fixture;
    fixture.dropOnDraft();
    fixture.posts.putAll({samplePost(text("other"), PostState::Draft, {}, {})});
    fixture.controller.open(text("other"));
    QTRY_COMPARE(fixture.controller.draft(), text("other"));
    fixture.controller.take(1, {text("/a.mp4")});
    fixture.controller.dropEnded(1, true);
    QVERIFY2(calls().contains(text("attach p1 /a.mp4")), qPrintable(calls().join(u'\n')));
}

void DraftDropsTest::ofABlankDraftThatWasLeft()
{
    Fixture fixture;
    fixture.controller.expect(1, 2);
    fixture.posts.putAll({samplePost(text("other"), PostState::Draft, {}, {})});
    fixture.controller.open(text("other"));
    QTRY_COMPARE(fixture.controller.draft(), text("other"));
    fixture.controller.take(1, {text("/a.png"), text("/b.png")});
    fixture.controller.dropEnded(1, true);
    QCOMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.size(), 2);
    QVERIFY(!calls().contains(text("attach other /a.png")));
}

// Its text was deleted while a file was on its way to it.
void DraftDropsTest::aBlankDraftStaysForItsFiles()
{
    Fixture fixture;
    fixture.dropOnDraft();
    const QString left = fixture.controller.draft();
    fixture.edit->clear();
    fixture.posts.putAll({samplePost(text("other"), PostState::Draft, {}, {})});
    fixture.controller.open(text("other"));
    QTRY_COMPARE(fixture.controller.draft(), text("other"));
    QVERIFY(!calls().contains(text("discard ") + left));
    fixture.controller.take(1, {text("/a.png")});
    fixture.controller.dropEnded(1, true);
    QVERIFY(calls().contains(text("attach ") + left + text(" /a.png")));
}

POSTREEL_TEST_MAIN(DraftDropsTest)
#include "tst_draft_drops.moc"
