// What a person removed, and how they get it back: the bar, Ctrl+Z, the focus and the names for assistive technology.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/sample_views.h"
#include "ui/translation.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/main_window.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/removal_bar.h"
#include "ui/window/removal_controller.h"
#include "ui/window/window_controller.h"

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

struct Fixture
{
    Fixture()
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
            Q_EMIT engine.posts().removed(one.id);
        Q_EMIT engine.removals().lastChanged(removal);
    }
    void cameBack(const RemovalView &removal)
    {
        for (const PostView &one : removal.posts)
            Q_EMIT engine.posts().changed(one);
        Q_EMIT engine.removals().undone(removal);
        Q_EMIT engine.removals().lastChanged({});
    }

    Engine engine{EngineOptions{}};
    MainWindow window{WindowOptions{}};
    WindowController controller{engine, window};
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
    void initTestCase() { QCoreApplication::installTranslator(&m_translation); }
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
    Translation m_translation;
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
    Fixture fixture;
    Q_EMIT fixture.engine.posts().changed(post("p1", 1));
    for (int round = 0; round < 6; ++round) // until everything has its place
        QCoreApplication::processEvents();
    const QRect list(fixture.view().mapToGlobal(QPoint()), fixture.view().size());
    const QRect composer(fixture.window.composer().mapToGlobal(QPoint()), fixture.window.composer().size());
    const QSize strip = fixture.bar().size();
    fixture.removed(media(1));
    QTest::qWait(0);
    QCOMPARE(QRect(fixture.view().mapToGlobal(QPoint()), fixture.view().size()), list);
    QCOMPARE(QRect(fixture.window.composer().mapToGlobal(QPoint()), fixture.window.composer().size()), composer);
    QCOMPARE(fixture.bar().size(), strip);
    const QRect bar(fixture.bar().mapToGlobal(QPoint()), fixture.bar().size());
    QVERIFY(!bar.intersects(list) && !bar.intersects(composer));
    QVERIFY(fixture.button()->isVisible());
}

void RemovalsTest::theBarIsNamedAndTold()
{
    Fixture fixture;
    QCOMPARE(fixture.bar().text(), QString());
    QVERIFY(!fixture.button()->isVisible());
    fixture.removed(media(1));
    QCOMPARE(plain(fixture.bar().text()), text("“holiday.mp4” removed"));
    QCOMPARE(fixture.button()->accessibleName(), text("Undo"));
    QCOMPARE(plain(fixture.button()->accessibleDescription()), text("“holiday.mp4” removed"));
    QCOMPARE(fixture.bar().findChild<QToolButton *>()->accessibleName(), text("Dismiss"));
    QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(fixture.button()->parentWidget());
    QCOMPARE(plain(bar->text(QAccessible::Name)), text("“holiday.mp4” removed"));
    fixture.removed(rows(2, {post("p1", 1)}));
    QCOMPARE(plain(fixture.bar().text()), text("“p1” removed"));
    Q_EMIT fixture.engine.removals().lastChanged({});
    QCOMPARE(fixture.bar().text(), QString());
}

void RemovalsTest::theButtonTakesItBack()
{
    Fixture fixture;
    Q_EMIT fixture.engine.posts().changed(post("p1", 1));
    fixture.window.queue().focusList();
    const RemovalView removal = rows(7, {post("p1", 1)});
    fixture.removed(removal);
    QWidget *focus = nullptr;
    for (int steps = 0; steps < 40 && focus != fixture.button(); ++steps) { // by keys alone
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        focus = QApplication::focusWidget();
    }
    QCOMPARE(focus, fixture.button());
    QTest::keyClick(fixture.button(), Qt::Key_Space);
    QVERIFY(calls().contains(text("undoRemoval 7")));
    fixture.cameBack(removal);
    QCOMPARE(fixture.bar().text(), QString());
    QCOMPARE(QApplication::focusWidget(), &fixture.view()); // not lost with the button
    QCOMPARE(fixture.view().currentPost(), text("p1"));
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
    Fixture fixture;
    Q_EMIT fixture.engine.posts().changed(post("p1", 1));
    fixture.removed(media(3));
    if (focus == text("text"))
        fixture.window.composer().focusText();
    else if (focus == text("list"))
        fixture.window.queue().focusList();
    else
        fixture.window.composer().findChild<QPushButton *>()->setFocus();
    fixture.undoKey();
    QCOMPARE(calls().last(), text("undoRemoval 3"));
}

void RemovalsTest::theTextIsUndoneFirst()
{
    Fixture fixture;
    fixture.removed(media(3));
    fixture.window.composer().focusText();
    QTest::keyClicks(fixture.edit(), text("words"));
    fixture.undoKey();
    QCOMPARE(fixture.window.composer().text(), QString());
    QVERIFY(!calls().contains(text("undoRemoval 3")));
    fixture.undoKey(); // and there is nothing more of the text to undo
    QVERIFY(calls().contains(text("undoRemoval 3")));
}

void RemovalsTest::nothingIsTakenBackWhenNothingWasRemoved()
{
    Fixture fixture;
    fixture.window.composer().focusText();
    fixture.undoKey();
    QVERIFY(!fixture.window.undoAction().isEnabled());
    QVERIFY(calls().isEmpty());
}

void RemovalsTest::rowsStandWhereTheyStoodAndAreSelected()
{
    Fixture fixture;
    for (int i = 1; i <= 5; ++i)
        Q_EMIT fixture.engine.posts().changed(post(qPrintable(QString::number(i)), i));
    QTRY_COMPARE(fixture.order().join(u' '), text("5 4 3 2 1"));
    PostView third = post("3", 3);
    third.activityAtMs = 9; // something happened to it since, and it stood still
    Q_EMIT fixture.engine.posts().changed(third);
    QTRY_COMPARE(fixture.model().find(text("3"))->activityAtMs, 9);
    QTest::qWait(150); // shown, too
    fixture.view().setCurrentIndex(fixture.window.queue().rowOf(text("3")));
    const RemovalView removal = rows(1, {third, post("4", 4)});
    Q_EMIT fixture.window.queue().actionTriggered(text("3"), PostAction::Remove);
    QCOMPARE(calls().last(), text("remove 3"));
    Q_EMIT fixture.engine.posts().removed(text("3"));
    Q_EMIT fixture.window.queue().actionTriggered(text("4"), PostAction::Remove);
    Q_EMIT fixture.engine.posts().removed(text("4"));
    Q_EMIT fixture.engine.removals().lastChanged(removal);
    QCOMPARE(fixture.order().join(u' '), text("5 2 1"));
    QCOMPARE(fixture.bar().text(), text("2 Posts removed"));
    fixture.undoKey();
    fixture.cameBack(removal);
    QTRY_COMPARE(fixture.order().join(u' '), text("5 4 3 2 1"));
    QTRY_COMPARE(fixture.view().currentPost(), text("3"));
}

void RemovalsTest::whatIsHiddenByAFilterIsNotSelected()
{
    Fixture fixture;
    Q_EMIT fixture.engine.posts().changed(post("p1", 1));
    QVERIFY(fixture.window.queue().rowOf(text("p1")).isValid());
    QVERIFY(!fixture.window.queue().rowOf(text("nobody")).isValid());
    for (QToolButton *button : fixture.window.queue().findChildren<QToolButton *>())
        if (button->text().startsWith(text("Drafts")))
            button->click();
    QVERIFY(!fixture.window.queue().rowOf(text("p1")).isValid());
}

void RemovalsTest::aMediaComesBackIntoItsDraft()
{
    Fixture fixture;
    const PostView draft = samplePost(text("p1"), PostState::Draft, {}, {sampleUpload(text("u"), UploadState::Sending)});
    Q_EMIT fixture.engine.posts().changed(draft);
    fixture.controller.openDraft(text("p1"));
    QCOMPARE(fixture.window.composer().uploads().size(), 1);
    Q_EMIT fixture.window.composer().removeRequested(text("u"));
    QCOMPARE(calls().last(), text("removeMedia u"));
    Q_EMIT fixture.engine.posts().changed(samplePost(text("p1"), PostState::Draft, {}));
    fixture.removed(media(1));
    Q_EMIT fixture.window.composer().newPostRequested(); // there is nothing in it any more
    QCOMPARE(calls().last(), text("discard p1"));
    Q_EMIT fixture.engine.posts().removed(text("p1"));
    QVERIFY(fixture.window.composer().isBlank());
    fixture.undoKey();
    QCOMPARE(calls().last(), text("undoRemoval 1"));
    Q_EMIT fixture.engine.posts().changed(draft);
    fixture.cameBack(media(1));
    QCOMPARE(fixture.window.composer().uploads().size(), 1);
}

void RemovalsTest::aDraftIsWrittenAgainWhenNothingElseIs()
{
    for (const bool other : {false, true}) {
        Fixture fixture;
        const PostView draft = samplePost(text("p8"), PostState::Draft, text("words"));
        Q_EMIT fixture.engine.posts().changed(draft);
        fixture.controller.openDraft(text("p8"));
        Q_EMIT fixture.window.composer().discardRequested();
        QCOMPARE(calls().last(), text("discard p8"));
        const RemovalView removal{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {draft}};
        fixture.removed(removal);
        QVERIFY(fixture.window.composer().isBlank());
        if (other)
            QTest::keyClicks(fixture.edit(), text("something else"));
        fixture.button()->click();
        fixture.cameBack(removal);
        QTRY_COMPARE(fixture.window.composer().text(), other ? text("something else") : text("words"));
        QTRY_COMPARE(fixture.view().currentPost(), other ? text("p8") : QString());
    }
}

// Whoever discards a draft in the list goes on in the list: their next key must not delete a letter.
void RemovalsTest::theKeysGoWhereTheyWent()
{
    Fixture fixture;
    const PostView draft = samplePost(text("p8"), PostState::Draft, text("words"));
    Q_EMIT fixture.engine.posts().changed(draft);
    fixture.controller.openDraft(text("p8"));
    fixture.window.queue().focusList();
    QTest::keyClick(&fixture.view(), Qt::Key_Delete);
    QCOMPARE(calls().last(), text("discard p8"));
    const RemovalView removal{.id = 1, .kind = RemovalView::Kind::Draft, .posts = {draft}};
    fixture.removed(removal);
    QCOMPARE(QApplication::focusWidget(), &fixture.view());
    fixture.undoKey();
    fixture.cameBack(removal);
    QCOMPARE(fixture.window.composer().text(), text("words"));
    QCOMPARE(QApplication::focusWidget(), &fixture.view());
    QCOMPARE(fixture.view().currentPost(), text("p8"));
}

void RemovalsTest::aPersonAtTheBarHasTime()
{
    Fixture fixture;
    fixture.removed(media(1));
    fixture.button()->setFocus();
    QTRY_VERIFY(calls().contains(text("keepUndo yes")));
    fixture.window.composer().focusText();
    QTRY_VERIFY(calls().contains(text("keepUndo no")));
}

void RemovalsTest::theBarIsDismissed()
{
    Fixture fixture;
    fixture.removed(media(1));
    fixture.button()->setFocus();
    QTest::keyClick(fixture.button(), Qt::Key_Escape);
    QCOMPARE(fixture.bar().text(), QString());
    fixture.undoKey(); // it was out of the way, and can still be taken back
    QCOMPARE(calls().last(), text("undoRemoval 1"));
}

POSTREEL_TEST_MAIN(RemovalsTest)
#include "tst_removals.moc"
