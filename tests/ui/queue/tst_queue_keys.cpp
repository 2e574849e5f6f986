// A key that is held down, or pressed twice, does no more to the rows than the one press that was meant.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    Fixture()
    {
        for (const char *id : {"p", "q"})
            put(QString::fromLatin1(id), PostState::WaitingForMedia, UploadState::Sending);
        view.setModel(&model);
        view.resize(500, 300);
        view.show();
        view.setCurrentIndex(model.index(0));
    }
    void put(const QString &id, PostState state, UploadState upload)
    {
        model.putAll({samplePost(id, state, QStringLiteral("text"), {sampleUpload(QStringLiteral("u") + id, upload)})});
    }
    QString current() const { return view.currentPost(); }
    PictureCache pictures;
    QueueModel model;
    QueueView view{pictures, nullptr};
    QSignalSpy actionTriggered{&view, &QueueView::actionTriggered};
};

// As a display server sends them, with its time.
void press(QWidget &widget, int key, quint64 at, bool repeat = false, const QString &typed = {})
{
    QKeyEvent event(QEvent::KeyPress, key, {}, typed, repeat);
    event.setTimestamp(at);
    QCoreApplication::sendEvent(&widget, &event);
}

void release(QWidget &widget, int key, quint64 at, bool repeat = false)
{
    QKeyEvent event(QEvent::KeyRelease, key, {}, {}, repeat);
    event.setTimestamp(at);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class QueueKeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHeldKeyActsOnce();
    void whatIsHeldSinceBeforeDoesNothing();
    void aQuickSecondPressIsNotMeantForWhatCameOfTheFirst();
    void anotherKeyBetweenTwoPressesMeansBoth();
    void theKeyThatOpensTheComposerTypesNothing_data();
    void theKeyThatOpensTheComposerTypesNothing();
};

void QueueKeysTest::aHeldKeyActsOnce()
{
    Fixture fixture;
    const QString post = fixture.current();
    press(fixture.view, Qt::Key_Delete, 1000);
    QCOMPARE(fixture.actionTriggered.size(), 1);
    QCOMPARE(fixture.actionTriggered.first().at(1).value<PostAction>(), PostAction::Cancel);
    fixture.put(post, PostState::Cancelled, UploadState::Cancelled);
    for (quint64 at = 1500; at < 2600; at += 33) {
        release(fixture.view, Qt::Key_Delete, at, true);
        press(fixture.view, Qt::Key_Delete, at, true);
    }
    for (quint64 at = 2600; at < 3600; at += 33) { // as X11 tells it where Qt does not know
        release(fixture.view, Qt::Key_Delete, at);
        press(fixture.view, Qt::Key_Delete, at);
    }
    QCOMPARE(fixture.actionTriggered.size(), 1);
    release(fixture.view, Qt::Key_Delete, 3600);
    press(fixture.view, Qt::Key_Delete, 3800); // meant
    QCOMPARE(fixture.actionTriggered.size(), 2);
}

// Its first press went to something else, such as a question that it answered.
void QueueKeysTest::whatIsHeldSinceBeforeDoesNothing()
{
    Fixture fixture;
    QSignalSpy details(&fixture.view, &QueueView::detailsRequested);
    for (const int key : {Qt::Key_Delete, Qt::Key_Space, Qt::Key_E, Qt::Key_Return})
        press(fixture.view, key, 1000, true);
    QCOMPARE(fixture.actionTriggered.size(), 0);
    QCOMPARE(details.size(), 0);
}

void QueueKeysTest::aQuickSecondPressIsNotMeantForWhatCameOfTheFirst()
{
    Fixture fixture;
    const QString post = fixture.current();
    press(fixture.view, Qt::Key_Delete, 1000);
    release(fixture.view, Qt::Key_Delete, 1060);
    fixture.put(post, PostState::Cancelled, UploadState::Cancelled);
    press(fixture.view, Qt::Key_Delete, 1120);
    release(fixture.view, Qt::Key_Delete, 1180);
    QCOMPARE(fixture.actionTriggered.size(), 1);
    press(fixture.view, Qt::Key_Delete, 2000);
    QCOMPARE(fixture.actionTriggered.size(), 2);
    QCOMPARE(fixture.actionTriggered.last().at(1).value<PostAction>(), PostAction::Remove);
    release(fixture.view, Qt::Key_Delete, 2060);
    fixture.model.remove(post); // another row stands there now
    fixture.view.setCurrentIndex(fixture.model.index(0));
    press(fixture.view, Qt::Key_Delete, 2120);
    QCOMPARE(fixture.actionTriggered.size(), 2);
    press(fixture.view, Qt::Key_Delete, 3000);
    QCOMPARE(fixture.actionTriggered.size(), 3);
}

void QueueKeysTest::anotherKeyBetweenTwoPressesMeansBoth()
{
    Fixture fixture;
    press(fixture.view, Qt::Key_Delete, 1000);
    press(fixture.view, Qt::Key_Down, 1100);
    press(fixture.view, Qt::Key_Delete, 1200);
    QCOMPARE(fixture.actionTriggered.size(), 2);
    QVERIFY(fixture.actionTriggered.first().first() != fixture.actionTriggered.last().first());
}

void QueueKeysTest::theKeyThatOpensTheComposerTypesNothing_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("known"); // as a repeat; on X11 Qt often takes one for a release and a press
    for (const bool known : {true, false}) {
        QTest::addRow("E %d", known) << int(Qt::Key_E) << QStringLiteral("e") << known;
        QTest::addRow("Return %d", known) << int(Qt::Key_Return) << QStringLiteral("\n") << known;
    }
}

void QueueKeysTest::theKeyThatOpensTheComposerTypesNothing()
{
    QFETCH(int, key);
    QFETCH(QString, typed);
    QFETCH(bool, known);
    Fixture fixture;
    fixture.put(fixture.current(), PostState::Draft, UploadState::Ready);
    QPlainTextEdit text; // the focus is there by now
    press(fixture.view, key, 1000, false, typed);
    QCOMPARE(fixture.actionTriggered.size(), 1);
    for (quint64 at = 1500; at < 2600; at += 33) {
        release(text, key, at, known);
        press(text, key, at, known, typed);
    }
    QCOMPARE(text.toPlainText(), QString());
    release(text, key, 2600);
    press(text, key, 2700, false, typed);
    press(text, key, 3200, true, typed);
    QCOMPARE(text.toPlainText(), typed + typed); // held by whoever writes
}

POSTREEL_TEST_MAIN(QueueKeysTest)
#include "tst_queue_keys.moc"
