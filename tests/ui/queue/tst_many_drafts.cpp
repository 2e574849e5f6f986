// Drafts that go out from the list: all at once by the menu, several by a selection.
#include "tests/ui/account_fixture.h"

#include "ui/translation.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"

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

QMessageBox *question(const Fixture &fixture)
{
    return fixture.window.findChild<QMessageBox *>();
}

void answer(const Fixture &fixture, const char *button)
{
    for (QAbstractButton *one : question(fixture)->buttons())
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
    void initTestCase() { QCoreApplication::installTranslator(&m_translation); }
    void init() { fakeEngine() = FakeEngine{}; }
    void allGoOutAfterAQuestion();
    void whatNeedsSomethingStays();
    void cancelPostsNone();
    void withoutDraftsNothingIsAsked();
    void aSelectionGoesOutByItsKey();

private:
    Translation m_translation;
};

void ManyDraftsTest::allGoOutAfterAQuestion()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.window.queue().model().putAll({draft("p1", "one"), draft("p2", "two"), draft("p3", "three")});
    Q_EMIT fixture.window.postAllDraftsRequested();
    QCOMPARE(question(fixture)->text(), text("Post 3 drafts?"));
    QCOMPARE(question(fixture)->informativeText(), QString());
    QCOMPARE(submitted(), QStringList());
    answer(fixture, "Post all");
    QCOMPARE(submitted().size(), 3);
    QVERIFY2(fixture.bars().join(u'\n').contains(text("3 Posts")), qPrintable(fixture.bars().join(u'\n')));
    Fixture::press(fixture.window, "Undo");
    QCOMPARE(fakeEngine().calls.filter(text("edit")).size(), 3);
}

void ManyDraftsTest::whatNeedsSomethingStays()
{
    Fixture fixture;
    fixture.put(sandbox());
    PostView refused = samplePost(text("p2"), PostState::Draft, text("two"),
                                  {sampleUpload(text("u"), UploadState::NeedsFix)});
    refused.account = text("sandbox");
    fixture.window.queue().model().putAll({draft("p1", "one"), refused, samplePost(text("p3"), PostState::Posted, text("x"))});
    Q_EMIT fixture.window.postAllDraftsRequested();
    QCOMPARE(question(fixture)->text(), text("Post 1 draft?"));
    QVERIFY(question(fixture)->informativeText().startsWith(text("1 other needs something first")));
    answer(fixture, "Post all");
    QCOMPARE(submitted().size(), 1);
    QVERIFY(submitted().first().contains(text("p1")));
}

void ManyDraftsTest::cancelPostsNone()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.window.queue().model().putAll({draft("p1", "one")});
    Q_EMIT fixture.window.postAllDraftsRequested();
    answer(fixture, "Cancel");
    QCOMPARE(submitted(), QStringList());
}

void ManyDraftsTest::withoutDraftsNothingIsAsked()
{
    Fixture fixture;
    Q_EMIT fixture.window.postAllDraftsRequested();
    QVERIFY(!question(fixture));
    QVERIFY(fixture.bars().contains(text("There are no drafts.")));
}

void ManyDraftsTest::aSelectionGoesOutByItsKey()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.window.queue().model().putAll({draft("p1", "one"), draft("p2", "two"), draft("p3", "three")});
    QueueView &list = fixture.window.queue().view();
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
