// From the card's menu to the engine and back: what the dialog is fed with, and what it tells.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/draft_fixture.h"
#include "tests/ui/sample_views.h"
#include "ui/window/trim/filmstrip.h"
#include "ui/window/trim/trim_dialog.h"

#include <QDialogButtonBox>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture : DraftFixture
{
    explicit Fixture(UploadView upload = sampleUpload(text("u"), UploadState::Ready))
    {
        composer.setUploads({upload});
        composer.show();
    }
    TrimDialog *dialog() const { return composer.findChild<TrimDialog *>(); }
    TrimDialog *opened()
    {
        Q_EMIT composer.trimRequested(text("u"));
        if (!QTest::qWaitFor([this] { return dialog() && dialog()->isVisible(); }))
            qFatal("no dialog");
        return dialog();
    }
    void key(TrimHandle hand, Qt::Key key) { QTest::keyClick(dialog()->findChild<Filmstrip *>()->handle(hand), key); }
    QStringList told(const char *call) const { return fakeEngine().calls.filter(text(call)); }
};

} // namespace

class TrimControllerTest : public QObject
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

void TrimControllerTest::asksForFactsThenForFrames()
{
    Fixture fixture;
    Q_EMIT fixture.composer.trimRequested(text("another"));
    QVERIFY(fakeEngine().calls.isEmpty());
    fixture.opened();
    QCOMPARE(fakeEngine().calls.first(), text("filmFacts u"));
    QCOMPARE(fixture.told("filmstrip"), QStringList{text("filmstrip u 10")});
    QTRY_COMPARE(fixture.told("frameAt"), QStringList{text("frameAt u 0")});
    QTest::qWait(0);
    fixture.key(TrimHandle::Start, Qt::Key_PageUp);
    QTRY_COMPARE(fixture.told("frameAt"), (QStringList{text("frameAt u 0"), text("frameAt u 10000")}));
}

void TrimControllerTest::tellsOnlyWhatChanged()
{
    Fixture fixture;
    fixture.opened();
    fixture.key(TrimHandle::Start, Qt::Key_PageUp);
    fixture.dialog()->accept();
    QCOMPARE(fixture.told("set"), QStringList{text("setTrim u 10000 -1")});
    QTRY_VERIFY(!fixture.dialog());
    fakeEngine().calls.clear();
    UploadView upload = sampleUpload(text("u"), UploadState::Ready);
    upload.coverMs = 3000;
    fixture.composer.setUploads({upload});
    fixture.opened();
    fixture.key(TrimHandle::Cover, Qt::Key_PageUp);
    fixture.dialog()->accept();
    QCOMPARE(fixture.told("set"), QStringList{text("setCover u 13000")});
    QTRY_VERIFY(!fixture.dialog());
    fakeEngine().calls.clear();
    fixture.opened();
    fixture.dialog()->accept();
    QCOMPARE(fixture.told("set"), QStringList());
}

void TrimControllerTest::isNotOpenedTwice()
{
    Fixture fixture;
    Q_EMIT fixture.composer.trimRequested(text("u"));
    fixture.opened();
    Q_EMIT fixture.composer.trimRequested(text("u"));
    QTest::qWait(0);
    QCOMPARE(fixture.composer.findChildren<TrimDialog *>().size(), 1);
    QCOMPARE(fixture.told("filmFacts").size(), 1);
}

void TrimControllerTest::cancelTellsNothing()
{
    Fixture fixture;
    fixture.opened();
    fixture.key(TrimHandle::End, Qt::Key_PageDown);
    fixture.dialog()->reject();
    QCOMPARE(fixture.told("set"), QStringList());
    QTRY_VERIFY(!fixture.dialog());
}

void TrimControllerTest::beginsWithWhatWasChosenBefore()
{
    UploadView upload = sampleUpload(text("u"), UploadState::Ready);
    upload.trimStartMs = 2000;
    upload.trimEndMs = 9000;
    upload.coverMs = 30'000;
    upload.facts.durationMs = 7000; // of what was made of it
    Fixture fixture(upload);
    const TrimDialog *dialog = fixture.opened();
    QCOMPARE(dialog->startMs(), 2000);
    QCOMPARE(dialog->endMs(), 9000);
    QCOMPARE(dialog->coverMs(), 30'000);
    fixture.dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Reset)->click();
    fixture.dialog()->accept();
    QCOMPARE(fixture.told("set"), (QStringList{text("setCover u -1"), text("setTrim u 0 -1")}));
}

void TrimControllerTest::whatCannotBeLookedAtIsTold_data()
{
    QTest::addColumn<ErrorKind>("error");
    QTest::addColumn<QString>("said");
    QTest::newRow("gone") << ErrorKind::Missing << text("cannot be found");
    QTest::newRow("of no known length") << ErrorKind::None << text("how long");
}

void TrimControllerTest::whatCannotBeLookedAtIsTold()
{
    QFETCH(ErrorKind, error);
    QFETCH(QString, said);
    fakeEngine().film = error == ErrorKind::None ? Result<FilmFacts>(FilmFacts{}) : Result<FilmFacts>(error);
    Fixture fixture;
    Q_EMIT fixture.composer.trimRequested(text("u"));
    QTRY_COMPARE(fixture.messages.bars().size(), 1);
    QVERIFY2(fixture.messages.bars().first()->text().contains(said), qPrintable(fixture.messages.bars().first()->text()));
    QVERIFY(!fixture.dialog());
    fakeEngine().film = FilmFacts{.durationMs = 60'000};
    fixture.opened(); // another time
}

void TrimControllerTest::framesThatComeLateAreNoMatter()
{
    fakeEngine().stripFiles = {text("/a.jpg"), text("/b.jpg")};
    Fixture fixture;
    fixture.opened();
    delete fixture.dialog(); // with answers on their way
    QCoreApplication::processEvents();
    QVERIFY(!fixture.dialog());
}

POSTREEL_TEST_MAIN(TrimControllerTest)
#include "tst_trim_controller.moc"
