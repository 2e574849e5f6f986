// Files dropped from a phone or a server: they are copied after consent, and belong to the draft that was open then.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/sample_views.h"
#include "tests/ui/window_controller_fixture.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/parts/message_area.h"

#include <QMimeData>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

using Fixture = WindowControllerFixture;

class RemoteFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }
    void whatIsElsewhereIsCopiedHereFirst();
    void aPostWaitsForWhatIsCopied();
    void aCopyTellsHowFarItIs();
    void aCopyThatFailedHasNoHoleInItsSentence();
};

void RemoteFilesTest::whatIsElsewhereIsCopiedHereFirst()
{
    QTemporaryDir folder;
    QFile film(folder.filePath(text("a.mp4")));
    QVERIFY(film.open(QIODevice::WriteOnly) && film.write("film") == 4);
    film.close();
    fakeEngine().status.canCopyRemote = true;
    fakeEngine().copySays = film.fileName();
    Fixture fixture;
    fixture.engine.start();
    QMimeData dropped;
    dropped.setUrls({QUrl(text("mtp://phone/DCIM/a.mp4"))});
    fixture.window.fileImporter().take(dropped, Purpose::Attach);
    const auto bars = fixture.window.messages().bars();
    QVERIFY(!bars.isEmpty());
    QVERIFY(bars.last()->text().contains(text("on a device or server")));
    QVERIFY(!fakeEngine().calls.contains(text("copyHere mtp://phone/DCIM/a.mp4"))); // not before a person says so
    bars.last()->findChild<QPushButton *>()->click();
    QVERIFY(fakeEngine().calls.contains(text("copyHere mtp://phone/DCIM/a.mp4")));
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.first().file, film.fileName());
}

// The text is written and posted while the file is still on its way from the phone.
void RemoteFilesTest::aPostWaitsForWhatIsCopied()
{
    for (const bool stopped : {false, true}) {
        fakeEngine() = FakeEngine{};
        QTemporaryDir folder;
        QFile film(folder.filePath(text("a.mp4")));
        QVERIFY(film.open(QIODevice::WriteOnly) && film.write("film") == 4);
        film.close();
        fakeEngine().status.canCopyRemote = true;
        fakeEngine().copyRuns = true;
        Fixture fixture;
        fixture.engine.start();
        fixture.window.composer().setAccounts({{text("a"), text("@a"), false}}, text("a"));
        Q_EMIT fixture.window.fileImporter().remoteUrlsFound({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
        fixture.window.messages().bars().last()->findChild<QPushButton *>()->click();
        fixture.window.composer().findChild<PostEdit *>()->insertPlainText(text("words"));
        fixture.window.composer().flush();
        QTRY_COMPARE(fakeEngine().created.size(), 1);
        QTRY_VERIFY(!fixture.window.composer().isBlank());
        fixture.window.composer().tryPost();
        QTRY_VERIFY(fixture.window.composer().isBlank());
        fakeEngine().copied(stopped ? Result<QString>(ErrorKind::Aborted) : Result<QString>(film.fileName()));
        if (stopped) {
            QVERIFY(fixture.window.messages().bars().last()->text().contains(text("draft again")));
            QVERIFY(fakeEngine().calls.filter(text("submit")).isEmpty());
            continue;
        }
        QTRY_COMPARE(fakeEngine().calls.filter(text("submit")).size(), 1);
        QCOMPARE(fakeEngine().created.size(), 1); // the copy became no draft of its own
        QVERIFY(fakeEngine().calls.indexOf(text("attach p1 ") + film.fileName()) >= 0);
    }
}

void RemoteFilesTest::aCopyTellsHowFarItIs()
{
    fakeEngine().status.canCopyRemote = true;
    fakeEngine().copyRuns = true;
    Fixture fixture;
    fixture.engine.start();
    Q_EMIT fixture.window.fileImporter().remoteUrlsFound({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
    const auto last = [&fixture] { return fixture.window.messages().bars().last(); };
    last()->findChild<QPushButton *>()->click();
    QVERIFY(fakeEngine().copyTells);
    fakeEngine().copyTells(12'300'000);
    QVERIFY2(last()->text().contains(text("12.3 MB so far")), qPrintable(last()->text()));
}

void RemoteFilesTest::aCopyThatFailedHasNoHoleInItsSentence()
{
    for (const ErrorKind kind : {ErrorKind::Storage, ErrorKind::Unreadable, ErrorKind::NotReached}) {
        fakeEngine().status.canCopyRemote = true;
        fakeEngine().copySays = Error{.kind = kind, .subject = text("a.mp4")};
        Fixture fixture;
        fixture.engine.start();
        Q_EMIT fixture.window.fileImporter().remoteUrlsFound({QUrl(text("mtp://phone/DCIM/a.mp4"))}, Purpose::Attach);
        fixture.window.messages().bars().last()->findChild<QPushButton *>()->click();
        const auto said = [&fixture] {
            return fixture.window.messages().bars().isEmpty() ? QString() : fixture.window.messages().bars().last()->text();
        };
        QTRY_VERIFY(!said().isEmpty() && !said().contains(text("Copying")));
        QVERIFY2(said().contains(text("a.mp4")) && !said().contains(text(":  ")), qPrintable(said()));
        QVERIFY2(!said().contains(text("X cannot be reached")), qPrintable(said()));
    }
}

POSTREEL_TEST_MAIN(RemoteFilesTest)
#include "tst_remote_files.moc"
