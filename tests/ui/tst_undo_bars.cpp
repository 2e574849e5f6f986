// The bars by which Posts that were just posted are taken back: what they say, when they go, what is said afterwards.
#include "draft_room.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/english_plurals.h"
#include "ui/window/undo_countdown.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

class UndoBarsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init() { fakeEngine() = FakeEngine{}; }
    void goesOnceNothingIsHeldBackAnyMore_data();
    void goesOnceNothingIsHeldBackAnyMore();
    void isForThoseThatStillLeave();
    void doesNotGoUnderTheKeys();
    void manyThatComeBackAreToldOnce();
    void saysWhatWasTooLate();
    void whatIsRemovedBehindADialogCanBeTakenBackAfterIt();

private:
    EnglishPlurals m_plurals;
};

namespace {

struct Room : DraftRoom
{
    Room() { composer.setAccounts({{.key = text("a"), .label = text("@a")}}, text("a")); }
    void tell(const PostView &post)
    {
        posts.put(post);
        desk.postChanged(post);
    }
    void tell(const QStringList &ids, PostState state)
    {
        for (const QString &id : ids)
            tell(samplePost(id, state, text("words"), {}));
    }
    // Drafts, posted from the list.
    void post(const QStringList &ids)
    {
        tell(ids, PostState::Draft);
        desk.postDrafts(ids);
        tell(ids, PostState::Scheduled);
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
    Room room;
    room.post({text("p1")});
    QCOMPARE(room.said(), QStringList{text("Goes out in 5 seconds.")});
    room.tell({text("p1")}, state);
    QCOMPARE(room.said(), QStringList());
}

void UndoBarsTest::isForThoseThatStillLeave()
{
    Room room;
    room.post({text("p1"), text("p2"), text("p3")});
    QCOMPARE(room.said(), QStringList{text("3 Posts go out in 5 seconds.")});
    room.tell({text("p2")}, PostState::Cancelled);
    QCOMPARE(room.said(), QStringList{text("2 Posts go out in 5 seconds.")});
    fakeEngine().calls.clear();
    room.bar()->findChild<QPushButton *>()->click();
    QCOMPARE(fakeEngine().calls, (QStringList{text("edit p1"), text("edit p3")}));
    QVERIFY(room.said().isEmpty());
}

void UndoBarsTest::doesNotGoUnderTheKeys()
{
    Room room;
    room.composer.show();
    room.composer.activateWindow();
    room.post({text("p1")});
    QVERIFY(QTest::qWaitForWindowActive(&room.composer));
    room.bar()->findChild<QPushButton *>()->setFocus();
    QTRY_VERIFY(room.bar()->findChild<QPushButton *>()->hasFocus());
    room.tell({text("p1")}, PostState::Posting);
    QCOMPARE(room.said(), QStringList{text("There is nothing left to undo here.")});
    room.composer.focusText();
    QTRY_COMPARE(room.said(), QStringList());
}

void UndoBarsTest::manyThatComeBackAreToldOnce()
{
    Room room;
    QStringList ids;
    for (int at = 0; at < 30; ++at)
        ids << QStringLiteral("p%1").arg(at);
    room.post(ids);
    QSignalSpy gone(room.bar(), &MessageBar::dismissed);
    room.bar()->findChild<QPushButton *>()->click();
    QCOMPARE(gone.size(), 1);
    const QString last = ids.takeLast();
    room.tell(ids, PostState::Draft);
    QCOMPARE(room.said(), QStringList()); // they are not all back yet
    room.tell({last}, PostState::Draft);
    QCOMPARE(room.said(), QStringList{text("Not posted: 30 Posts, which are drafts again.")});
}

void UndoBarsTest::saysWhatWasTooLate()
{
    Room room;
    room.post({text("p1"), text("p2"), text("p3")});
    room.bar()->findChild<QPushButton *>()->click();
    room.tell({text("p1")}, PostState::Posting);
    room.tell({text("p2"), text("p3")}, PostState::Draft);
    QCOMPARE(room.said(), QStringList{text("Not posted: 2 Posts, which are drafts again.\nIt was too late to take back 1 Post.")});
}

void UndoBarsTest::whatIsRemovedBehindADialogCanBeTakenBackAfterIt()
{
    Room room;
    Q_EMIT room.composer.subtitlesShown(true);
    Q_EMIT room.composer.subtitlesShown(false);
    QCOMPARE(fakeEngine().calls, (QStringList{text("keepUndo yes"), text("keepUndo no")}));
}

POSTREEL_TEST_MAIN(UndoBarsTest)
#include "tst_undo_bars.moc"
