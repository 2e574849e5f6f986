// A key that is held down, or pressed twice, does no more to the rows than the one press that was meant.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/picture_cache.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_view.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room
{
    Room()
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
    QSignalSpy acted{&view, &QueueView::acted};
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
    Room room;
    const QString post = room.current();
    press(room.view, Qt::Key_Delete, 1000);
    QCOMPARE(room.acted.size(), 1);
    QCOMPARE(room.acted.first().at(1).value<QueueAction>(), QueueAction::Cancel);
    room.put(post, PostState::Cancelled, UploadState::Cancelled);
    for (quint64 at = 1500; at < 2600; at += 33) {
        release(room.view, Qt::Key_Delete, at, true);
        press(room.view, Qt::Key_Delete, at, true);
    }
    for (quint64 at = 2600; at < 3600; at += 33) { // as X11 tells it where Qt does not know
        release(room.view, Qt::Key_Delete, at);
        press(room.view, Qt::Key_Delete, at);
    }
    QCOMPARE(room.acted.size(), 1);
    release(room.view, Qt::Key_Delete, 3600);
    press(room.view, Qt::Key_Delete, 3800); // meant
    QCOMPARE(room.acted.size(), 2);
}

// Its first press went to something else, such as a question that it answered.
void QueueKeysTest::whatIsHeldSinceBeforeDoesNothing()
{
    Room room;
    QSignalSpy details(&room.view, &QueueView::detailsWanted);
    for (const int key : {Qt::Key_Delete, Qt::Key_Space, Qt::Key_E, Qt::Key_Return})
        press(room.view, key, 1000, true);
    QCOMPARE(room.acted.size(), 0);
    QCOMPARE(details.size(), 0);
}

void QueueKeysTest::aQuickSecondPressIsNotMeantForWhatCameOfTheFirst()
{
    Room room;
    const QString post = room.current();
    press(room.view, Qt::Key_Delete, 1000);
    release(room.view, Qt::Key_Delete, 1060);
    room.put(post, PostState::Cancelled, UploadState::Cancelled);
    press(room.view, Qt::Key_Delete, 1120);
    release(room.view, Qt::Key_Delete, 1180);
    QCOMPARE(room.acted.size(), 1);
    press(room.view, Qt::Key_Delete, 2000);
    QCOMPARE(room.acted.size(), 2);
    QCOMPARE(room.acted.last().at(1).value<QueueAction>(), QueueAction::Remove);
    release(room.view, Qt::Key_Delete, 2060);
    room.model.remove(post); // another row stands there now
    room.view.setCurrentIndex(room.model.index(0));
    press(room.view, Qt::Key_Delete, 2120);
    QCOMPARE(room.acted.size(), 2);
    press(room.view, Qt::Key_Delete, 3000);
    QCOMPARE(room.acted.size(), 3);
}

void QueueKeysTest::anotherKeyBetweenTwoPressesMeansBoth()
{
    Room room;
    press(room.view, Qt::Key_Delete, 1000);
    press(room.view, Qt::Key_Down, 1100);
    press(room.view, Qt::Key_Delete, 1200);
    QCOMPARE(room.acted.size(), 2);
    QVERIFY(room.acted.first().first() != room.acted.last().first());
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
    Room room;
    room.put(room.current(), PostState::Draft, UploadState::Ready);
    QPlainTextEdit text; // the focus is there by now
    press(room.view, key, 1000, false, typed);
    QCOMPARE(room.acted.size(), 1);
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
