// Drafts that go out from the list: all at once by the menu, several by a selection.
#include "account_room.h"

#include "ui/english_plurals.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_view.h"

#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

PostView draft(const char *id, const char *words)
{
    PostView post = samplePost(text(id), PostState::Draft, text(words), {});
    post.account = text("sandbox");
    return post;
}

QMessageBox *question(const Room &room)
{
    return room.window.findChild<QMessageBox *>();
}

void answer(const Room &room, const char *button)
{
    for (QAbstractButton *one : question(room)->buttons())
        if (one->text().remove(u'&') == text(button))
            return one->click();
    qFatal("no button %s", button);
}

QStringList submitted()
{
    return fakeEngine().calls.filter(text("submit"));
}

} // namespace

class ManyDraftsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init() { fakeEngine() = FakeEngine{}; }
    void allGoOutAfterAQuestion();
    void whatNeedsSomethingStays();
    void cancelPostsNone();
    void withoutDraftsNothingIsAsked();
    void aSelectionGoesOutByItsKey();

private:
    EnglishPlurals m_plurals;
};

void ManyDraftsTest::allGoOutAfterAQuestion()
{
    Room room;
    room.put(sandbox());
    room.window.queue().model().putAll({draft("p1", "one"), draft("p2", "two"), draft("p3", "three")});
    Q_EMIT room.window.postAllDraftsWanted();
    QCOMPARE(question(room)->text(), text("Post 3 drafts?"));
    QCOMPARE(question(room)->informativeText(), QString());
    QCOMPARE(submitted(), QStringList());
    answer(room, "Post all");
    QCOMPARE(submitted().size(), 3);
    QVERIFY2(room.bars().join(u'\n').contains(text("3 Posts")), qPrintable(room.bars().join(u'\n')));
    Room::press(room.window, "Undo");
    QCOMPARE(fakeEngine().calls.filter(text("edit")).size(), 3);
}

void ManyDraftsTest::whatNeedsSomethingStays()
{
    Room room;
    room.put(sandbox());
    PostView refused = samplePost(text("p2"), PostState::Draft, text("two"),
                                  {sampleUpload(text("u"), UploadState::NeedsFix)});
    refused.account = text("sandbox");
    room.window.queue().model().putAll({draft("p1", "one"), refused, samplePost(text("p3"), PostState::Posted, text("x"))});
    Q_EMIT room.window.postAllDraftsWanted();
    QCOMPARE(question(room)->text(), text("Post 1 draft?"));
    QVERIFY(question(room)->informativeText().startsWith(text("1 other needs something first")));
    answer(room, "Post all");
    QCOMPARE(submitted().size(), 1);
    QVERIFY(submitted().first().contains(text("p1")));
}

void ManyDraftsTest::cancelPostsNone()
{
    Room room;
    room.put(sandbox());
    room.window.queue().model().putAll({draft("p1", "one")});
    Q_EMIT room.window.postAllDraftsWanted();
    answer(room, "Cancel");
    QCOMPARE(submitted(), QStringList());
}

void ManyDraftsTest::withoutDraftsNothingIsAsked()
{
    Room room;
    Q_EMIT room.window.postAllDraftsWanted();
    QVERIFY(!question(room));
    QVERIFY(room.bars().contains(text("There are no drafts.")));
}

void ManyDraftsTest::aSelectionGoesOutByItsKey()
{
    Room room;
    room.put(sandbox());
    room.window.queue().model().putAll({draft("p1", "one"), draft("p2", "two"), draft("p3", "three")});
    QueueView &list = room.window.queue().view();
    list.setFocus();
    list.setCurrentIndex(list.model()->index(0, 0));
    QTest::keyClick(&list, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&list, Qt::Key_P);
    QCOMPARE(submitted().size(), 2);
    fakeEngine().calls.clear();
    QTest::keyClick(&list, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&list, Qt::Key_P);
    QCOMPARE(submitted().size(), 3);
}

POSTREEL_TEST_MAIN(ManyDraftsTest)
#include "tst_many_drafts.moc"
