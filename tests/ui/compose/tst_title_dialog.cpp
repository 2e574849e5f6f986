// Title and description of a video, by keys.
#include "tests/support/test_main.h"
#include "tests/ui/named_controls.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/title_dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    TitleDialog *dialog = nullptr;

    explicit Fixture(const QString &title = {}, const QString &description = {})
    {
        UploadView video = sampleUpload(QStringLiteral("u"), UploadState::Ready);
        video.title = title;
        video.description = description;
        dialog = new TitleDialog(video, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog is not active");
    }
    ~Fixture() { delete dialog; }
};

} // namespace

class TitleDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWrittenByKeys()
    {
        Fixture fixture;
        QSignalSpy accepted(fixture.dialog, &QDialog::accepted);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(" The harbour "));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("At dawn"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // a line more
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(accepted.size(), 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(fixture.dialog->title(), QStringLiteral("The harbour"));
        QCOMPARE(fixture.dialog->description(), QStringLiteral("At dawn"));
    }

    void showsWhatThereIs()
    {
        Fixture fixture(QStringLiteral("Old"), QStringLiteral("Two\nlines"));
        QCOMPARE(fixture.dialog->title(), QStringLiteral("Old"));
        QCOMPARE(fixture.dialog->description(), QStringLiteral("Two\nlines"));
        QSignalSpy rejected(fixture.dialog, &QDialog::rejected);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(rejected.size(), 1);
    }

    void everyControlHasAName()
    {
        Fixture fixture;
        int seen = 0;
        QCOMPARE(namelessControl(*fixture.dialog, seen), QString());
        QCOMPARE(seen, 4);
    }
};

POSTREEL_TEST_MAIN(TitleDialogTest)
#include "tst_title_dialog.moc"
