// The bars by which Posts that were just posted are taken back: what they say, when they go, what is said afterwards.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/draft_fixture.h"
#include "tests/ui/sample_views.h"
#include "ui/translation.h"
#include "ui/window/compose/undo_countdown.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

class UndoBarsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_translation); }
    void init() { fakeEngine() = FakeEngine{}; }
    void goesOnceNothingIsHeldBackAnyMore_data();
    void goesOnceNothingIsHeldBackAnyMore();
    void isForThoseThatStillLeave();
    void countsOnceTheMediaIsUploaded();
    void doesNotGoUnderTheKeys();
    void manyThatComeBackAreToldOnce();
    void saysWhatWasTooLate();
    void whatIsRemovedBehindADialogCanBeTakenBackAfterIt();

private:
    Translation m_translation;
};

namespace {

struct Fixture : DraftFixture
{
    Fixture() { composer.setAccounts({{.key = text("a"), .label = text("@a")}}, text("a")); }
    void notify(const PostView &post)
    {
        posts.put(post);
        controller.postChanged(post);
    }
    void notify(const QStringList &ids, PostState state)
    {
        for (const QString &id : ids)
            notify(samplePost(id, state, text("words"), {}));
    }
    // Drafts, posted from the list.
    void post(const QStringList &ids)
    {
        notify(ids, PostState::Draft);
        controller.postDrafts(ids);
        notify(ids, PostState::Scheduled);
    }
    QStringList said() const
    {
        QStringList lines;
        for (const MessageBar *bar : composer.messages().bars())
            lines << bar->text();
        return lines;
    }
    MessageBar *bar() { return composer.messages().bars().value(0); }
};

} // namespace

void UndoBarsTest::goesOnceNothingIsHeldBackAnyMore_data()
{
    QTest::addColumn<PostState>("state");
    QTest::newRow("paused") << PostState::Paused;
    QTest::newRow("cancelled") << PostState::Cancelled;
    QTest::newRow("edited") << PostState::Draft;
    QTest::newRow("left") << PostState::WaitingForMedia;
}

void UndoBarsTest::goesOnceNothingIsHeldBackAnyMore()
{
    QFETCH(PostState, state);
    Fixture fixture;
    fixture.post({text("p1")});
    QCOMPARE(fixture.said(), QStringList{text("Goes out in 5 seconds.")});
    fixture.notify({text("p1")}, state);
    QCOMPARE(fixture.said(), QStringList());
}

void UndoBarsTest::isForThoseThatStillLeave()
{
    Fixture fixture;
    fixture.post({text("p1"), text("p2"), text("p3")});
    QCOMPARE(fixture.said(), QStringList{text("3 Posts go out in 5 seconds.")});
    fixture.notify({text("p2")}, PostState::Cancelled);
    QCOMPARE(fixture.said(), QStringList{text("2 Posts go out in 5 seconds.")});
    fakeEngine().calls.clear();
    fixture.bar()->findChild<QPushButton *>()->click();
    QCOMPARE(fakeEngine().calls, (QStringList{text("edit p1"), text("edit p3")}));
    QVERIFY(fixture.said().isEmpty());
}

void UndoBarsTest::countsOnceTheMediaIsUploaded()
{
    Fixture fixture;
    const auto film = [](UploadState state) {
        return samplePost(text("p1"), PostState::Scheduled, text("words"), {sampleUpload(text("u"), state)});
    };
    fixture.post({text("p1")});
    fixture.notify(film(UploadState::Processing));
    QCOMPARE(fixture.said(), QStringList{text("Goes out as soon as its media is uploaded.")});
    fixture.notify(film(UploadState::Ready)); // within the pause: the row says that it is about to be posted, and so it is
    QVERIFY2(fixture.said().value(0).startsWith(text("Goes out in ")), qPrintable(fixture.said().value(0)));
}

void UndoBarsTest::doesNotGoUnderTheKeys()
{
    Fixture fixture;
    fixture.composer.show();
    fixture.composer.activateWindow();
    fixture.post({text("p1")});
    QVERIFY(QTest::qWaitForWindowActive(&fixture.composer));
    fixture.bar()->findChild<QPushButton *>()->setFocus();
    QTRY_VERIFY(fixture.bar()->findChild<QPushButton *>()->hasFocus());
    fixture.notify({text("p1")}, PostState::Posting);
    QCOMPARE(fixture.said(), QStringList{text("There is nothing left to undo here.")});
    fixture.composer.focusText();
    QTRY_COMPARE(fixture.said(), QStringList());
}

void UndoBarsTest::manyThatComeBackAreToldOnce()
{
    Fixture fixture;
    QStringList ids;
    for (int at = 0; at < 30; ++at)
        ids << QStringLiteral("p%1").arg(at);
    fixture.post(ids);
    QSignalSpy gone(fixture.bar(), &MessageBar::dismissed);
    fixture.bar()->findChild<QPushButton *>()->click();
    QCOMPARE(gone.size(), 1);
    const QString last = ids.takeLast();
    fixture.notify(ids, PostState::Draft);
    QCOMPARE(fixture.said(), QStringList()); // they are not all back yet
    fixture.notify({last}, PostState::Draft);
    QCOMPARE(fixture.said(), QStringList{text("Not posted: 30 Posts, which are drafts again.")});
}

void UndoBarsTest::saysWhatWasTooLate()
{
    Fixture fixture;
    fixture.post({text("p1"), text("p2"), text("p3")});
    fixture.bar()->findChild<QPushButton *>()->click();
    fixture.notify({text("p1")}, PostState::Posting);
    fixture.notify({text("p2"), text("p3")}, PostState::Draft);
    QCOMPARE(fixture.said(), QStringList{text("Not posted: 2 Posts, which are drafts again.\nIt was too late to take back 1 Post.")});
}

void UndoBarsTest::whatIsRemovedBehindADialogCanBeTakenBackAfterIt()
{
    Fixture fixture;
    Q_EMIT fixture.composer.subtitlesShown(true);
    Q_EMIT fixture.composer.subtitlesShown(false);
    QCOMPARE(fakeEngine().calls, (QStringList{text("keepUndo yes"), text("keepUndo no")}));
}

POSTREEL_TEST_MAIN(UndoBarsTest)
#include "tst_undo_bars.moc"
