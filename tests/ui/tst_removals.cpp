// What a person removed, and how they get it back: the bar, Ctrl+Z, the focus and the names for assistive technology.
#include "fake_engine.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/english_plurals.h"
#include "ui/window/composer.h"
#include "ui/window/main_window.h"
#include "ui/window/post_edit.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_pane.h"
#include "ui/window/queue_view.h"
#include "ui/window/removal_bar.h"
#include "ui/window/removal_desk.h"
#include "ui/window/workbench.h"

#include <QAccessible>
#include <QAction>
#include <QPushButton>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

// Without the marks that keep the direction of a name to itself.
QString plain(QString words)
{
    return words.remove(QChar(0x2068)).remove(QChar(0x2069));
}

RemovalView media(quint64 id, const char *file = "/films/holiday.mp4")
{
    return {.id = id, .kind = RemovalView::Kind::Media, .file = text(file), .postId = text("p1"), .uploadId = text("u")};
}

RemovalView rows(quint64 id, const QVector<PostView> &posts)
{
    return {.id = id, .kind = RemovalView::Kind::Posts, .posts = posts};
}

PostView post(const char *id, qint64 activityAtMs, PostState state = PostState::Posted)
{
    PostView made = samplePost(text(id), state, text(id));
    made.activityAtMs = activityAtMs;
    return made;
}

struct Room
{
    Room()
    {
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
    }
    RemovalBar &bar() { return window.removalBar(); }
    QPushButton *button() { return bar().findChild<QPushButton *>(); }
    QueueView &view() { return window.queue().view(); }
    QueueModel &model() { return window.queue().model(); }
    PostEdit *edit() { return window.composer().findChild<PostEdit *>(); }
    QStringList order()
    {
        QStringList ids;
        for (int row = 0; row < model().rowCount(); ++row)
            ids << model().postAt(row).id;
        return ids;
    }
    void undoKey() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier); }
    // As the engine tells it.
    void removed(const RemovalView &removal)
    {
        for (const PostView &one : removal.posts)
            Q_EMIT engine.postRemoved(one.id);
        Q_EMIT engine.lastRemovalChanged(removal);
    }
    void cameBack(const RemovalView &removal)
    {
        for (const PostView &one : removal.posts)
            Q_EMIT engine.postChanged(one);
        Q_EMIT engine.removalUndone(removal);
        Q_EMIT engine.lastRemovalChanged({});
    }

    Engine engine{EngineOptions{}};
    MainWindow window{WindowOptions{}};
    Workbench bench{engine, window};
};

QStringList &calls()
{
    return fakeEngine().calls;
}

} // namespace

class RemovalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init() { fakeEngine() = FakeEngine{}; }
    void words_data();
    void words();
    void theBarHasItsPlaceBeforeIt();
    void theBarIsNamedAndTold();
    void theButtonTakesItBack();
    void theKeyTakesItBack_data();
    void theKeyTakesItBack();
    void theTextIsUndoneFirst();
    void nothingIsTakenBackWhenNothingWasRemoved();
    void rowsStandWhereTheyStoodAndAreSelected();
    void whatIsHiddenByAFilterIsNotSelected();
    void aMediaComesBackIntoItsDraft();
    void aDraftIsWrittenAgainWhenNothingElseIs();
    void theKeysGoWhereTheyWent();
    void aPersonAtTheBarHasTime();
    void theBarIsDismissed();

private:
    EnglishPlurals m_plurals;
};

void RemovalsTest::words_data()
{
    QTest::addColumn<RemovalView>("removal");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("note");
    const PostView posted = samplePost(text("p"), PostState::Posted, text("Sunrise"));
    const PostView failed = samplePost(text("p"), PostState::Failed, text("Sunrise"));
    const PostView longOne = samplePost(text("p"), PostState::Failed, text("A very long text that nobody wants to read twice"));
    QTest::newRow("media") << media(1) << text("“holiday.mp4” removed") << false;
    QTest::newRow("drafts") << RemovalView{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {failed, failed, failed}}
                            << text("3 drafts discarded") << false;
    QTest::newRow("draft") << RemovalView{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {failed}} << text("Draft discarded")
                           << false;
    QTest::newRow("a Post") << rows(1, {failed}) << text("“Sunrise” removed") << false;
    QTest::newRow("a long Post") << rows(1, {longOne}) << text("“A very long text that nobody wa…” removed") << false;
    const PostView longName = samplePost(
        text("p"), PostState::Failed, {},
        {sampleUpload(text("u"), UploadState::Failed, text("/films/a very long name of a film that nobody reads.mp4"))});
    QTest::newRow("a long file name") << rows(1, {longName}) << text("“a very long name…obody reads.mp4” removed") << false;
    QTest::newRow("one that was posted") << rows(1, {posted}) << text("“Sunrise” removed") << true;
    QTest::newRow("several") << rows(1, {failed, posted, failed}) << text("3 Posts removed") << true;
}

void RemovalsTest::words()
{
    QFETCH(RemovalView, removal);
    QFETCH(QString, words);
    QFETCH(bool, note);
    QCOMPARE(plain(removalText(removal)), words);
    const qsizetype isolates = removalText(removal).count(QChar(0x2068));
    QVERIFY(isolates <= 1); // and none of them stays open
    QCOMPARE(removalText(removal).count(QChar(0x2069)), isolates);
    QCOMPARE(!removalNote(removal).isEmpty(), note);
}

// Nothing moves when it comes, and nothing lies under it.
void RemovalsTest::theBarHasItsPlaceBeforeIt()
{
    Room room;
    Q_EMIT room.engine.postChanged(post("p1", 1));
    for (int round = 0; round < 6; ++round) // until everything has its place
        QCoreApplication::processEvents();
    const QRect list(room.view().mapToGlobal(QPoint()), room.view().size());
    const QRect composer(room.window.composer().mapToGlobal(QPoint()), room.window.composer().size());
    const QSize strip = room.bar().size();
    room.removed(media(1));
    QTest::qWait(0);
    QCOMPARE(QRect(room.view().mapToGlobal(QPoint()), room.view().size()), list);
    QCOMPARE(QRect(room.window.composer().mapToGlobal(QPoint()), room.window.composer().size()), composer);
    QCOMPARE(room.bar().size(), strip);
    const QRect bar(room.bar().mapToGlobal(QPoint()), room.bar().size());
    QVERIFY(!bar.intersects(list) && !bar.intersects(composer));
    QVERIFY(room.button()->isVisible());
}

void RemovalsTest::theBarIsNamedAndTold()
{
    Room room;
    QCOMPARE(room.bar().text(), QString());
    QVERIFY(!room.button()->isVisible());
    room.removed(media(1));
    QCOMPARE(plain(room.bar().text()), text("“holiday.mp4” removed"));
    QCOMPARE(room.button()->accessibleName(), text("Undo"));
    QCOMPARE(plain(room.button()->accessibleDescription()), text("“holiday.mp4” removed"));
    QCOMPARE(room.bar().findChild<QToolButton *>()->accessibleName(), text("Dismiss"));
    QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(room.button()->parentWidget());
    QCOMPARE(plain(bar->text(QAccessible::Name)), text("“holiday.mp4” removed"));
    room.removed(rows(2, {post("p1", 1)}));
    QCOMPARE(plain(room.bar().text()), text("“p1” removed"));
    Q_EMIT room.engine.lastRemovalChanged({});
    QCOMPARE(room.bar().text(), QString());
}

void RemovalsTest::theButtonTakesItBack()
{
    Room room;
    Q_EMIT room.engine.postChanged(post("p1", 1));
    room.window.queue().focusList();
    const RemovalView removal = rows(7, {post("p1", 1)});
    room.removed(removal);
    QWidget *focus = nullptr;
    for (int steps = 0; steps < 40 && focus != room.button(); ++steps) { // by keys alone
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        focus = QApplication::focusWidget();
    }
    QCOMPARE(focus, room.button());
    QTest::keyClick(room.button(), Qt::Key_Space);
    QVERIFY(calls().contains(text("undoRemoval 7")));
    room.cameBack(removal);
    QCOMPARE(room.bar().text(), QString());
    QCOMPARE(QApplication::focusWidget(), &room.view()); // not lost with the button
    QCOMPARE(room.view().currentPost(), text("p1"));
}

void RemovalsTest::theKeyTakesItBack_data()
{
    QTest::addColumn<QString>("focus");
    QTest::newRow("in the text") << text("text");
    QTest::newRow("in the list") << text("list");
    QTest::newRow("on a button") << text("button");
}

void RemovalsTest::theKeyTakesItBack()
{
    QFETCH(QString, focus);
    Room room;
    Q_EMIT room.engine.postChanged(post("p1", 1));
    room.removed(media(3));
    if (focus == text("text"))
        room.window.composer().focusText();
    else if (focus == text("list"))
        room.window.queue().focusList();
    else
        room.window.composer().findChild<QPushButton *>()->setFocus();
    room.undoKey();
    QCOMPARE(calls().last(), text("undoRemoval 3"));
}

void RemovalsTest::theTextIsUndoneFirst()
{
    Room room;
    room.removed(media(3));
    room.window.composer().focusText();
    QTest::keyClicks(room.edit(), text("words"));
    room.undoKey();
    QCOMPARE(room.window.composer().text(), QString());
    QVERIFY(!calls().contains(text("undoRemoval 3")));
    room.undoKey(); // and there is nothing more of the text to undo
    QVERIFY(calls().contains(text("undoRemoval 3")));
}

void RemovalsTest::nothingIsTakenBackWhenNothingWasRemoved()
{
    Room room;
    room.window.composer().focusText();
    room.undoKey();
    QVERIFY(!room.window.undoAction().isEnabled());
    QVERIFY(calls().isEmpty());
}

void RemovalsTest::rowsStandWhereTheyStoodAndAreSelected()
{
    Room room;
    for (int i = 1; i <= 5; ++i)
        Q_EMIT room.engine.postChanged(post(qPrintable(QString::number(i)), i));
    QTRY_COMPARE(room.order().join(u' '), text("5 4 3 2 1"));
    PostView third = post("3", 3);
    third.activityAtMs = 9; // something happened to it since, and it stood still
    Q_EMIT room.engine.postChanged(third);
    QTRY_COMPARE(room.model().find(text("3"))->activityAtMs, 9);
    QTest::qWait(150); // shown, too
    room.view().setCurrentIndex(room.window.queue().rowOf(text("3")));
    const RemovalView removal = rows(1, {third, post("4", 4)});
    Q_EMIT room.window.queue().acted(text("3"), QueueAction::Remove);
    QCOMPARE(calls().last(), text("remove 3"));
    Q_EMIT room.engine.postRemoved(text("3"));
    Q_EMIT room.window.queue().acted(text("4"), QueueAction::Remove);
    Q_EMIT room.engine.postRemoved(text("4"));
    Q_EMIT room.engine.lastRemovalChanged(removal);
    QCOMPARE(room.order().join(u' '), text("5 2 1"));
    QCOMPARE(room.bar().text(), text("2 Posts removed"));
    room.undoKey();
    room.cameBack(removal);
    QTRY_COMPARE(room.order().join(u' '), text("5 4 3 2 1"));
    QTRY_COMPARE(room.view().currentPost(), text("3"));
}

void RemovalsTest::whatIsHiddenByAFilterIsNotSelected()
{
    Room room;
    Q_EMIT room.engine.postChanged(post("p1", 1));
    QVERIFY(room.window.queue().rowOf(text("p1")).isValid());
    QVERIFY(!room.window.queue().rowOf(text("nobody")).isValid());
    for (QToolButton *button : room.window.queue().findChildren<QToolButton *>())
        if (button->text().startsWith(text("Drafts")))
            button->click();
    QVERIFY(!room.window.queue().rowOf(text("p1")).isValid());
}

void RemovalsTest::aMediaComesBackIntoItsDraft()
{
    Room room;
    const PostView draft = samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)});
    Q_EMIT room.engine.postChanged(draft);
    room.bench.openDraft(text("p1"));
    QCOMPARE(room.window.composer().uploads().size(), 1);
    Q_EMIT room.window.composer().removeWanted(text("u"));
    QCOMPARE(calls().last(), text("removeMedia u"));
    Q_EMIT room.engine.postChanged(samplePost(text("p1"), PostState::Draft, {}));
    room.removed(media(1));
    Q_EMIT room.window.composer().newPostWanted(); // there is nothing in it any more
    QCOMPARE(calls().last(), text("discard p1"));
    Q_EMIT room.engine.postRemoved(text("p1"));
    QVERIFY(room.window.composer().isBlank());
    room.undoKey();
    QCOMPARE(calls().last(), text("undoRemoval 1"));
    Q_EMIT room.engine.postChanged(draft);
    room.cameBack(media(1));
    QCOMPARE(room.window.composer().uploads().size(), 1);
}

void RemovalsTest::aDraftIsWrittenAgainWhenNothingElseIs()
{
    for (const bool other : {false, true}) {
        Room room;
        const PostView draft = samplePost(text("p8"), PostState::Draft, text("words"));
        Q_EMIT room.engine.postChanged(draft);
        room.bench.openDraft(text("p8"));
        Q_EMIT room.window.composer().discardWanted();
        QCOMPARE(calls().last(), text("discard p8"));
        const RemovalView removal{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {draft}};
        room.removed(removal);
        QVERIFY(room.window.composer().isBlank());
        if (other)
            QTest::keyClicks(room.edit(), text("something else"));
        room.button()->click();
        room.cameBack(removal);
        QTRY_COMPARE(room.window.composer().text(), other ? text("something else") : text("words"));
        QTRY_COMPARE(room.view().currentPost(), other ? text("p8") : QString());
    }
}

// Whoever discards a draft in the list goes on in the list: their next key must not delete a letter.
void RemovalsTest::theKeysGoWhereTheyWent()
{
    Room room;
    const PostView draft = samplePost(text("p8"), PostState::Draft, text("words"));
    Q_EMIT room.engine.postChanged(draft);
    room.bench.openDraft(text("p8"));
    room.window.queue().focusList();
    QTest::keyClick(&room.view(), Qt::Key_Delete);
    QCOMPARE(calls().last(), text("discard p8"));
    const RemovalView removal{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {draft}};
    room.removed(removal);
    QCOMPARE(QApplication::focusWidget(), &room.view());
    room.undoKey();
    room.cameBack(removal);
    QCOMPARE(room.window.composer().text(), text("words"));
    QCOMPARE(QApplication::focusWidget(), &room.view());
    QCOMPARE(room.view().currentPost(), text("p8"));
}

void RemovalsTest::aPersonAtTheBarHasTime()
{
    Room room;
    room.removed(media(1));
    room.button()->setFocus();
    QTRY_VERIFY(calls().contains(text("keepUndo yes")));
    room.window.composer().focusText();
    QTRY_VERIFY(calls().contains(text("keepUndo no")));
}

void RemovalsTest::theBarIsDismissed()
{
    Room room;
    room.removed(media(1));
    room.button()->setFocus();
    QTest::keyClick(room.button(), Qt::Key_Escape);
    QCOMPARE(room.bar().text(), QString());
    room.undoKey(); // it was out of the way, and can still be taken back
    QCOMPARE(calls().last(), text("undoRemoval 1"));
}

POSTREEL_TEST_MAIN(RemovalsTest)
#include "tst_removals.moc"
