// The rows of the queue as a screen reader has them: what they say, what can be done with them, and that none
// outlives its Post.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/sample_views.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/queue/queue_filter.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    Fixture()
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
    void reportChange()
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
    Fixture fixture;
    fixture.put("p", post, upload);
    QCOMPARE(fixture.list()->role(), QAccessible::List);
    QCOMPARE(fixture.list()->text(QAccessible::Name), text("Queue"));
    QCOMPARE(fixture.list()->childCount(), 1);
    QAccessibleInterface *row = fixture.list()->child(0);
    QCOMPARE(row->role(), QAccessible::ListItem);
    QCOMPARE(row->text(QAccessible::Name), accessibleRowText(fixture.model.postAt(0), false));
    QCOMPARE(row->parent(), fixture.list());
    QAccessibleActionInterface *face = row->actionInterface();
    QVERIFY(face);
    QStringList wanted;
    for (const PostAction action : actionsOf(fixture.model.postAt(0))) {
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
    Fixture fixture;
    fixture.put("p", PostState::WaitingForMedia, UploadState::Sending);
    QSignalSpy actionTriggered(&fixture.view, &QueueView::actionTriggered);
    QSignalSpy details(&fixture.view, &QueueView::detailsRequested);
    QAccessibleActionInterface *face = fixture.list()->child(0)->actionInterface();
    face->doAction(text("Post")); // it cannot be done with this one
    face->doAction(text("Pause"));
    QVERIFY(actionTriggered.isEmpty()); // who asks has the answer first
    QTRY_COMPARE(actionTriggered.size(), 1);
    QCOMPARE(actionTriggered.first().at(0).toString(), text("p"));
    QCOMPARE(actionTriggered.first().at(1).value<PostAction>(), PostAction::Pause);
    face->doAction(text("Details"));
    QTRY_COMPARE(details.size(), 1);
    QCOMPARE(fixture.view.currentPost(), text("p"));
    QCOMPARE(actionTriggered.size(), 1);
}

void QueueAccessibleTest::anActionMayTakeItsRowAway()
{
    Fixture fixture;
    fixture.put("p", PostState::Posted);
    connect(&fixture.view, &QueueView::actionTriggered, &fixture.model,
            [&fixture](const QString &id) { fixture.model.remove(id); });
    fixture.list()->child(0)->actionInterface()->doAction(text("Remove from the list"));
    QTRY_COMPARE(fixture.list()->childCount(), 0);
}

void QueueAccessibleTest::rowsAreSelectedAndFocused()
{
    Fixture fixture;
    fixture.put("a", PostState::Draft);
    fixture.put("b", PostState::Draft);
    fixture.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.view));
    fixture.row("b")->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(fixture.view.currentPost(), text("b"));
    QVERIFY(fixture.row("b")->state().focused && fixture.row("b")->state().selected);
    QVERIFY(!fixture.row("a")->state().focused);
    QCOMPARE(fixture.list()->focusChild(), fixture.row("b"));
    fixture.row("a")->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(fixture.row("a")->state().selected && fixture.row("b")->state().selected); // several
    QCOMPARE(fixture.list()->tableInterface()->selectedRowCount(), 2);
    QVERIFY(fixture.list()->tableInterface()->unselectRow(fixture.list()->indexOfChild(fixture.row("a"))));
    QVERIFY(!fixture.row("a")->state().selected);
    const QPoint middle = fixture.row("a")->rect().center();
    QCOMPARE(fixture.list()->childAt(middle.x(), middle.y()), fixture.row("a"));
}

void QueueAccessibleTest::aRowFollowsItsPost()
{
    Fixture fixture;
    fixture.put("a", PostState::Draft);
    const QAccessible::Id id = QAccessible::uniqueId(fixture.row("a"));
    fixture.put("b", PostState::WaitingForMedia, UploadState::Sending); // above it
    QCOMPARE(fixture.list()->indexOfChild(QAccessible::accessibleInterface(id)), 1);
    QCOMPARE(QAccessible::uniqueId(fixture.list()->child(1)), id);
    fixture.put("a", PostState::Posting); // moves to the top, by a new layout
    QVERIFY(QAccessible::accessibleInterface(id));
    QVERIFY(QAccessible::accessibleInterface(id)->text(QAccessible::Name).startsWith(text("a")));
    QCOMPARE(QAccessible::uniqueId(fixture.row("a")), id);
}

void QueueAccessibleTest::noRowOutlivesItsPost()
{
    Fixture fixture;
    fixture.put("a", PostState::Draft);
    fixture.put("b", PostState::Draft);
    const QAccessible::Id a = QAccessible::uniqueId(fixture.row("a"));
    const QAccessible::Id b = QAccessible::uniqueId(fixture.row("b"));
    fixture.model.remove(text("a"));
    QVERIFY(!QAccessible::accessibleInterface(a)->isValid()); // at once
    QCOMPARE(QAccessible::accessibleInterface(a)->text(QAccessible::Name), QString());
    QCOMPARE(QAccessible::accessibleInterface(a)->actionInterface()->actionNames(), QStringList());
    fixture.reportChange();
    QVERIFY(!QAccessible::accessibleInterface(a)); // who still knows its number finds nothing
    QVERIFY(QAccessible::accessibleInterface(b)->isValid());
    fixture.put("a", PostState::Draft); // taken back
    QVERIFY(fixture.row("a")->isValid() && QAccessible::uniqueId(fixture.row("a")) != a);
    fixture.filter.setGroup(QueueGroup::Posted);
    QVERIFY(!QAccessible::accessibleInterface(b)->isValid());
    fixture.filter.setGroup(QueueGroup::All); // and where nobody told of it
    QCOMPARE(fixture.list()->childCount(), 2);
    QVERIFY(fixture.row("b")->isValid());
    QVERIFY(!QAccessible::accessibleInterface(b));
    fixture.view.setModel(nullptr);
    QCOMPARE(fixture.list()->childCount(), 0);
    QVERIFY(!fixture.list()->child(0));
}

void QueueAccessibleTest::theListMayGoFirst()
{
    QAccessible::Id row = 0;
    {
        Fixture fixture;
        fixture.put("a", PostState::Draft);
        row = QAccessible::uniqueId(fixture.row("a"));
        fixture.row("a")->actionInterface()->doAction(text("Edit")); // on its way when the list goes
    }
    QVERIFY(!QAccessible::accessibleInterface(row));
    QCoreApplication::processEvents();
}

POSTREEL_TEST_MAIN(QueueAccessibleTest)
#include "tst_queue_accessible.moc"
