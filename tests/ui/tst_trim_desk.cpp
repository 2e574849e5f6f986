// From the card's menu to the engine and back: what the dialog is fed with, and what it tells.
#include "draft_room.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/filmstrip.h"
#include "ui/window/trim_dialog.h"

#include <QDialogButtonBox>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room : DraftRoom
{
    explicit Room(UploadView upload = sampleUpload(text("u"), UploadState::Ready))
    {
        composer.setUploads({upload});
        composer.show();
    }
    TrimDialog *dialog() const { return composer.findChild<TrimDialog *>(); }
    TrimDialog *opened()
    {
        Q_EMIT composer.trimWanted(text("u"));
        if (!QTest::qWaitFor([this] { return dialog() && dialog()->isVisible(); }))
            qFatal("no dialog");
        return dialog();
    }
    void key(FilmHand hand, Qt::Key key) { QTest::keyClick(dialog()->findChild<Filmstrip *>()->handle(hand), key); }
    QStringList told(const char *call) const { return fakeEngine().calls.filter(text(call)); }
};

} // namespace

class TrimDeskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void asksForFactsThenForFrames();
    void tellsOnlyWhatChanged();
    void isNotOpenedTwice();
    void cancelTellsNothing();
    void beginsWithWhatWasChosenBefore();
    void whatCannotBeLookedAtIsTold_data();
    void whatCannotBeLookedAtIsTold();
    void framesThatComeLateAreNoMatter();
};

void TrimDeskTest::asksForFactsThenForFrames()
{
    Room room;
    Q_EMIT room.composer.trimWanted(text("another"));
    QVERIFY(fakeEngine().calls.isEmpty());
    room.opened();
    QCOMPARE(fakeEngine().calls.first(), text("filmFacts u"));
    QCOMPARE(room.told("filmstrip"), QStringList{text("filmstrip u 10")});
    QTRY_COMPARE(room.told("frameAt"), QStringList{text("frameAt u 0")});
    QTest::qWait(0);
    room.key(FilmHand::Start, Qt::Key_PageUp);
    QTRY_COMPARE(room.told("frameAt"), (QStringList{text("frameAt u 0"), text("frameAt u 10000")}));
}

void TrimDeskTest::tellsOnlyWhatChanged()
{
    Room room;
    room.opened();
    room.key(FilmHand::Start, Qt::Key_PageUp);
    room.dialog()->accept();
    QCOMPARE(room.told("set"), QStringList{text("setTrim u 10000 -1")});
    QTRY_VERIFY(!room.dialog());
    fakeEngine().calls.clear();
    UploadView upload = sampleUpload(text("u"), UploadState::Ready);
    upload.coverMs = 3000;
    room.composer.setUploads({upload});
    room.opened();
    room.key(FilmHand::Cover, Qt::Key_PageUp);
    room.dialog()->accept();
    QCOMPARE(room.told("set"), QStringList{text("setCover u 13000")});
    QTRY_VERIFY(!room.dialog());
    fakeEngine().calls.clear();
    room.opened();
    room.dialog()->accept();
    QCOMPARE(room.told("set"), QStringList());
}

void TrimDeskTest::isNotOpenedTwice()
{
    Room room;
    Q_EMIT room.composer.trimWanted(text("u"));
    room.opened();
    Q_EMIT room.composer.trimWanted(text("u"));
    QTest::qWait(0);
    QCOMPARE(room.composer.findChildren<TrimDialog *>().size(), 1);
    QCOMPARE(room.told("filmFacts").size(), 1);
}

void TrimDeskTest::cancelTellsNothing()
{
    Room room;
    room.opened();
    room.key(FilmHand::End, Qt::Key_PageDown);
    room.dialog()->reject();
    QCOMPARE(room.told("set"), QStringList());
    QTRY_VERIFY(!room.dialog());
}

void TrimDeskTest::beginsWithWhatWasChosenBefore()
{
    UploadView upload = sampleUpload(text("u"), UploadState::Ready);
    upload.trimStartMs = 2000;
    upload.trimEndMs = 9000;
    upload.coverMs = 30'000;
    upload.facts.durationMs = 7000; // of what was made of it
    Room room(upload);
    const TrimDialog *dialog = room.opened();
    QCOMPARE(dialog->startMs(), 2000);
    QCOMPARE(dialog->endMs(), 9000);
    QCOMPARE(dialog->coverMs(), 30'000);
    room.dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Reset)->click();
    room.dialog()->accept();
    QCOMPARE(room.told("set"), (QStringList{text("setCover u -1"), text("setTrim u 0 -1")}));
}

void TrimDeskTest::whatCannotBeLookedAtIsTold_data()
{
    QTest::addColumn<ErrorKind>("error");
    QTest::addColumn<QString>("said");
    QTest::newRow("gone") << ErrorKind::Missing << text("cannot be found");
    QTest::newRow("of no known length") << ErrorKind::None << text("how long");
}

void TrimDeskTest::whatCannotBeLookedAtIsTold()
{
    QFETCH(ErrorKind, error);
    QFETCH(QString, said);
    fakeEngine().film = error == ErrorKind::None ? Result<FilmFacts>(FilmFacts{}) : Result<FilmFacts>(error);
    Room room;
    Q_EMIT room.composer.trimWanted(text("u"));
    QTRY_COMPARE(room.messages.bars().size(), 1);
    QVERIFY2(room.messages.bars().first()->text().contains(said), qPrintable(room.messages.bars().first()->text()));
    QVERIFY(!room.dialog());
    fakeEngine().film = FilmFacts{.durationMs = 60'000};
    room.opened(); // another time
}

void TrimDeskTest::framesThatComeLateAreNoMatter()
{
    fakeEngine().stripFiles = {text("/a.jpg"), text("/b.jpg")};
    Room room;
    room.opened();
    delete room.dialog(); // with answers on their way
    QCoreApplication::processEvents();
    QVERIFY(!room.dialog());
}

POSTREEL_TEST_MAIN(TrimDeskTest)
#include "tst_trim_desk.moc"
