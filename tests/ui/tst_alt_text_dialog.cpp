// Alt text is written beside the picture that it is for, also in a narrow window.
#include "named_controls.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/alt_text_dialog.h"
#include "ui/window/picture_cache.h"
#include "ui/window/whole_picture.h"

#include <QImage>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room
{
    QTemporaryDir folder;
    PictureCache pictures;
    std::unique_ptr<AltTextDialog> dialog;

    // Red at the left edge, blue at the right one.
    explicit Room(const QSize &frame)
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

} // namespace

class AltTextDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWholePictureIsSeen_data();
    void theWholePictureIsSeen();
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
    Room room(frame);
    QTEST(room.picture()->size(), "shown");
    const auto at = [&room](int x) {
        return room.picture()->grab().toImage().pixelColor(x, room.picture()->height() / 2);
    };
    QTRY_COMPARE(at(4), QColor(Qt::red)); // once it was read
    QCOMPARE(at(room.picture()->width() - 5), QColor(Qt::blue));
}

void AltTextDialogTest::besideOrAbove()
{
    Room room({320, 180});
    QVERIFY(room.field()->x() > room.picture()->geometry().right());
    QVERIFY(room.field()->hasFocus() || room.dialog->focusWidget() == room.field());
    room.dialog->resize(480, 560);
    QTRY_VERIFY(room.field()->y() > room.picture()->geometry().bottom());
    QCOMPARE(room.dialog->width(), 480);
    QVERIFY(room.dialog->rect().contains(room.field()->geometry()));
    QVERIFY(room.field()->height() > 3 * room.field()->fontMetrics().height());
    room.dialog->resize(360, 560); // and narrower still
    QTRY_VERIFY(room.field()->width() <= 360);
    QVERIFY(room.dialog->rect().contains(room.picture()->geometry()));
}

void AltTextDialogTest::everyControlHasAName()
{
    Room room({320, 180});
    int seen = 0;
    QCOMPARE(namelessControl(*room.dialog, seen), QString());
    QCOMPARE(seen, 3);
    QVERIFY(room.picture()->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
}

POSTREEL_TEST_MAIN(AltTextDialogTest)
#include "tst_alt_text_dialog.moc"
