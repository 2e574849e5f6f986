// The rows of the queue as a screen reader has them: what they say, what can be done with them, and that none
// outlives its Post.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/error_text.h"
#include "ui/window/picture_cache.h"
#include "ui/window/queue_filter.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_view.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room
{
    Room()
    {
        filter.setSourceModel(&model);
        view.setModel(&filter);
        view.resize(600, 400);
        view.show();
    }
    void put(const char *id, PostState state, UploadState upload = UploadState::Ready)
    {
        model.putAll({samplePost(text(id), state, text(id), {sampleUpload(text("u") + text(id), upload)})});
    }
    QAccessibleInterface *list() { return QAccessible::queryAccessibleInterface(&view); }
    QAccessibleInterface *row(const char *id)
    {
        for (int i = 0; i < list()->childCount(); ++i)
            if (list()->child(i)->text(QAccessible::Name).startsWith(text(id)))
                return list()->child(i);
        return nullptr;
    }
    // As a list does it while somebody listens, which is never so on a platform without a screen.
    void tellOfChange()
    {
        QAccessibleTableModelChangeEvent change(&view, QAccessibleTableModelChangeEvent::ModelReset);
        list()->tableInterface()->modelChange(&change);
    }
    PictureCache pictures;
    QueueModel model;
    QueueFilter filter;
    QueueView view{pictures, nullptr};
};

} // namespace

class QueueAccessibleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsSayAndOfferAll_data();
    void rowsSayAndOfferAll();
    void anActionGoesTheWayOfAClick();
    void anActionMayTakeItsRowAway();
    void rowsAreSelectedAndFocused();
    void aRowFollowsItsPost();
    void noRowOutlivesItsPost();
    void theListMayGoFirst();
};

void QueueAccessibleTest::rowsSayAndOfferAll_data()
{
    QTest::addColumn<PostState>("post");
    QTest::addColumn<UploadState>("upload");
    for (const QString &state : postStateNames())
        for (const QString &upload : uploadStateNames())
            QTest::newRow(qPrintable(state + u' ' + upload)) << postStateOf(state) << uploadStateOf(upload);
}

void QueueAccessibleTest::rowsSayAndOfferAll()
{
    QFETCH(PostState, post);
    QFETCH(UploadState, upload);
    Room room;
    room.put("p", post, upload);
    QCOMPARE(room.list()->role(), QAccessible::List);
    QCOMPARE(room.list()->text(QAccessible::Name), text("Queue"));
    QCOMPARE(room.list()->childCount(), 1);
    QAccessibleInterface *row = room.list()->child(0);
    QCOMPARE(row->role(), QAccessible::ListItem);
    QCOMPARE(row->text(QAccessible::Name), spokenRow(room.model.postAt(0), false));
    QCOMPARE(row->parent(), room.list());
    QAccessibleActionInterface *face = row->actionInterface();
    QVERIFY(face);
    QStringList wanted;
    for (const QueueAction action : actionsOf(room.model.postAt(0))) {
        const QString name = actionText(action);
        wanted << name;
        QCOMPARE(face->localizedActionName(name), name);
        QCOMPARE(face->keyBindingsForAction(name).value(0), actionKey(action));
    }
    QCOMPARE(face->actionNames().mid(0, wanted.size()), wanted);
    QCOMPARE(face->actionNames().mid(wanted.size()),
             (QStringList{text("Details"), QAccessibleActionInterface::toggleAction(),
                          QAccessibleActionInterface::setFocusAction()}));
}

void QueueAccessibleTest::anActionGoesTheWayOfAClick()
{
    Room room;
    room.put("p", PostState::WaitingForMedia, UploadState::Sending);
    QSignalSpy acted(&room.view, &QueueView::acted);
    QSignalSpy details(&room.view, &QueueView::detailsWanted);
    QAccessibleActionInterface *face = room.list()->child(0)->actionInterface();
    face->doAction(text("Post")); // it cannot be done with this one
    face->doAction(text("Pause"));
    QVERIFY(acted.isEmpty()); // who asks has the answer first
    QTRY_COMPARE(acted.size(), 1);
    QCOMPARE(acted.first().at(0).toString(), text("p"));
    QCOMPARE(acted.first().at(1).value<QueueAction>(), QueueAction::Pause);
    face->doAction(text("Details"));
    QTRY_COMPARE(details.size(), 1);
    QCOMPARE(room.view.currentPost(), text("p"));
    QCOMPARE(acted.size(), 1);
}

void QueueAccessibleTest::anActionMayTakeItsRowAway()
{
    Room room;
    room.put("p", PostState::Posted);
    connect(&room.view, &QueueView::acted, &room.model,
            [&room](const QString &id) { room.model.remove(id); });
    room.list()->child(0)->actionInterface()->doAction(text("Remove from the list"));
    QTRY_COMPARE(room.list()->childCount(), 0);
}

void QueueAccessibleTest::rowsAreSelectedAndFocused()
{
    Room room;
    room.put("a", PostState::Draft);
    room.put("b", PostState::Draft);
    room.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&room.view));
    room.row("b")->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(room.view.currentPost(), text("b"));
    QVERIFY(room.row("b")->state().focused && room.row("b")->state().selected);
    QVERIFY(!room.row("a")->state().focused);
    QCOMPARE(room.list()->focusChild(), room.row("b"));
    room.row("a")->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(room.row("a")->state().selected && room.row("b")->state().selected); // several
    QCOMPARE(room.list()->tableInterface()->selectedRowCount(), 2);
    QVERIFY(room.list()->tableInterface()->unselectRow(room.list()->indexOfChild(room.row("a"))));
    QVERIFY(!room.row("a")->state().selected);
    const QPoint middle = room.row("a")->rect().center();
    QCOMPARE(room.list()->childAt(middle.x(), middle.y()), room.row("a"));
}

void QueueAccessibleTest::aRowFollowsItsPost()
{
    Room room;
    room.put("a", PostState::Draft);
    const QAccessible::Id id = QAccessible::uniqueId(room.row("a"));
    room.put("b", PostState::WaitingForMedia, UploadState::Sending); // above it
    QCOMPARE(room.list()->indexOfChild(QAccessible::accessibleInterface(id)), 1);
    QCOMPARE(QAccessible::uniqueId(room.list()->child(1)), id);
    room.put("a", PostState::Posting); // moves to the top, by a new layout
    QVERIFY(QAccessible::accessibleInterface(id));
    QVERIFY(QAccessible::accessibleInterface(id)->text(QAccessible::Name).startsWith(text("a")));
    QCOMPARE(QAccessible::uniqueId(room.row("a")), id);
}

void QueueAccessibleTest::noRowOutlivesItsPost()
{
    Room room;
    room.put("a", PostState::Draft);
    room.put("b", PostState::Draft);
    const QAccessible::Id a = QAccessible::uniqueId(room.row("a"));
    const QAccessible::Id b = QAccessible::uniqueId(room.row("b"));
    room.model.remove(text("a"));
    QVERIFY(!QAccessible::accessibleInterface(a)->isValid()); // at once
    QCOMPARE(QAccessible::accessibleInterface(a)->text(QAccessible::Name), QString());
    QCOMPARE(QAccessible::accessibleInterface(a)->actionInterface()->actionNames(), QStringList());
    room.tellOfChange();
    QVERIFY(!QAccessible::accessibleInterface(a)); // who still knows its number finds nothing
    QVERIFY(QAccessible::accessibleInterface(b)->isValid());
    room.put("a", PostState::Draft); // taken back
    QVERIFY(room.row("a")->isValid() && QAccessible::uniqueId(room.row("a")) != a);
    room.filter.setGroup(QueueGroup::Posted);
    QVERIFY(!QAccessible::accessibleInterface(b)->isValid());
    room.filter.setGroup(QueueGroup::All); // and where nobody told of it
    QCOMPARE(room.list()->childCount(), 2);
    QVERIFY(room.row("b")->isValid());
    QVERIFY(!QAccessible::accessibleInterface(b));
    room.view.setModel(nullptr);
    QCOMPARE(room.list()->childCount(), 0);
    QVERIFY(!room.list()->child(0));
}

void QueueAccessibleTest::theListMayGoFirst()
{
    QAccessible::Id row = 0;
    {
        Room room;
        room.put("a", PostState::Draft);
        row = QAccessible::uniqueId(room.row("a"));
        room.row("a")->actionInterface()->doAction(text("Edit")); // on its way when the list goes
    }
    QVERIFY(!QAccessible::accessibleInterface(row));
    QCoreApplication::processEvents();
}

POSTREEL_TEST_MAIN(QueueAccessibleTest)
#include "tst_queue_accessible.moc"
