// Alt text is written beside the picture that it is for, also in a narrow window.
#include "tests/support/test_main.h"
#include "tests/ui/named_controls.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/media_strip.h"
#include "ui/window/compose/whole_picture.h"
#include "ui/window/parts/picture_cache.h"

#include <QImage>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    QTemporaryDir folder;
    PictureCache pictures;
    std::unique_ptr<AltTextDialog> dialog;

    // Red at the left edge, blue at the right one.
    explicit Fixture(const QSize &frame)
    {
        UploadView media = sampleUpload(QStringLiteral("u"), UploadState::Ready);
        media.facts.width = frame.width();
        media.facts.height = frame.height();
        media.thumbnail = folder.filePath(QStringLiteral("thumb.png"));
        QImage image(frame, QImage::Format_RGB32);
        image.fill(Qt::red);
        for (int y = 0; y < image.height(); ++y)
            for (int x = image.width() / 2; x < image.width(); ++x)
                image.setPixelColor(x, y, Qt::blue);
        image.save(media.thumbnail);
        dialog = std::make_unique<AltTextDialog>(pictures, media, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
    }
    WholePicture *picture() const { return dialog->findChild<WholePicture *>(); }
    QPlainTextEdit *field() const { return dialog->findChild<QPlainTextEdit *>(); }
};

// A red picture with a blue border.
QString striped(const QTemporaryDir &folder, const QSize &size)
{
    constexpr int border = 12;
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::blue);
    for (int y = border; y < size.height() - border; ++y)
        for (int x = border; x < size.width() - border; ++x)
            image.setPixelColor(x, y, Qt::red);
    const QString file = folder.filePath(QStringLiteral("striped.png"));
    return image.save(file) ? file : QString();
}

} // namespace

class AltTextDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWholePictureIsSeen_data();
    void theWholePictureIsSeen();
    void nothingIsCutOff();
    void thePictureMayComeLater();
    void besideOrAbove();
    void everyControlHasAName();
};

void AltTextDialogTest::theWholePictureIsSeen_data()
{
    QTest::addColumn<QSize>("frame");
    QTest::addColumn<QSize>("shown");
    QTest::newRow("wide") << QSize(320, 180) << QSize(320, 180);
    QTest::newRow("upright") << QSize(90, 160) << QSize(135, 240);
    QTest::newRow("a ribbon") << QSize(400, 10) << QSize(320, 24);
}

void AltTextDialogTest::theWholePictureIsSeen()
{
    QFETCH(QSize, frame);
    Fixture fixture(frame);
    QTEST(fixture.picture()->size(), "shown");
    const auto at = [&fixture](int x) {
        return fixture.picture()->grab().toImage().pixelColor(x, fixture.picture()->height() / 2);
    };
    QTRY_COMPARE(at(4), QColor(Qt::red)); // once it was read
    QCOMPARE(at(fixture.picture()->width() - 5), QColor(Qt::blue));
}

// Of a file of which no size is known: there are stripes at all edges, which are seen.
void AltTextDialogTest::nothingIsCutOff()
{
    QTemporaryDir folder;
    PictureCache pictures;
    UploadView media = sampleUpload(QStringLiteral("u"), UploadState::Ready);
    media.facts.width = media.facts.height = 0;
    media.thumbnail = striped(folder, {90, 160});
    const WholePicture picture(pictures, media, {320, 240}, nullptr);
    QCOMPARE(picture.size(), QSize(320, 180));
    const auto at = [&picture](int x, int y) {
        return const_cast<WholePicture &>(picture).grab().toImage().pixelColor(x, y);
    };
    QTRY_COMPARE(at(160, 90), QColor(Qt::red)); // in the middle
    const int left = 160 - 180 * 90 / 160 / 2;
    QCOMPARE(at(160, 3), QColor(Qt::blue));
    QCOMPARE(at(160, 176), QColor(Qt::blue));
    QCOMPARE(at(left + 4, 90), QColor(Qt::blue));
    QCOMPARE(at(320 - left - 4, 90), QColor(Qt::blue));
    QVERIFY(at(left - 4, 90) != QColor(Qt::red));
}

void AltTextDialogTest::thePictureMayComeLater()
{
    QTemporaryDir folder;
    PictureCache pictures;
    QWidget window;
    MediaStrip strip(pictures, &window);
    UploadView media = sampleUpload(QStringLiteral("u"), UploadState::Checking);
    media.facts.width = media.facts.height = 0;
    strip.setUploads({media});
    strip.askMissingAltTexts();
    const auto *dialog = window.findChild<AltTextDialog *>();
    QVERIFY(dialog);
    auto *picture = dialog->findChild<WholePicture *>();
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("Boats"));
    media.facts.width = 90;
    media.facts.height = 160;
    media.thumbnail = striped(folder, {90, 160});
    strip.setUploads({media});
    QCOMPARE(picture->size(), QSize(135, 240));
    QTRY_COMPARE(picture->grab().toImage().pixelColor(67, 120), QColor(Qt::red));
    QCOMPARE(dialog->text(), QStringLiteral("Boats"));
}

void AltTextDialogTest::besideOrAbove()
{
    Fixture fixture({320, 180});
    QVERIFY(fixture.field()->x() > fixture.picture()->geometry().right());
    QVERIFY(fixture.field()->hasFocus() || fixture.dialog->focusWidget() == fixture.field());
    fixture.dialog->resize(480, 560);
    QTRY_VERIFY(fixture.field()->y() > fixture.picture()->geometry().bottom());
    QCOMPARE(fixture.dialog->width(), 480);
    QVERIFY(fixture.dialog->rect().contains(fixture.field()->geometry()));
    QVERIFY(fixture.field()->height() > 3 * fixture.field()->fontMetrics().height());
    fixture.dialog->resize(360, 560); // and narrower still
    QTRY_VERIFY(fixture.field()->width() <= 360);
    QVERIFY(fixture.dialog->rect().contains(fixture.picture()->geometry()));
}

void AltTextDialogTest::everyControlHasAName()
{
    Fixture fixture({320, 180});
    int seen = 0;
    QCOMPARE(namelessControl(*fixture.dialog, seen), QString());
    QCOMPARE(seen, 3);
    QVERIFY(fixture.picture()->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
}

POSTREEL_TEST_MAIN(AltTextDialogTest)
#include "tst_alt_text_dialog.moc"
