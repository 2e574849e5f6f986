// A file is read through a window of one piece: any place of it, and each byte once where it is searched from end to end.
#include "app/media/files/byte_window.h"
#include "app/media/probe/picture_structure.h"
#include "tests/support/test_main.h"

#include <QBuffer>
#include <QTest>

using namespace postreel;

namespace {

class CountingBuffer final : public QBuffer
{
public:
    explicit CountingBuffer(const QByteArray &bytes)
    {
        setData(bytes);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 bytesRead = 0;

protected:
    qint64 readData(char *data, qint64 length) override
    {
        const qint64 read = QBuffer::readData(data, length);
        bytesRead += std::max<qint64>(read, 0);
        return read;
    }
};

} // namespace

class TestByteWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyPlaceIsSafe()
    {
        CountingBuffer device("0123456789");
        ByteWindow bytes(device, 4);
        QCOMPARE(bytes.at(2, 3), QByteArrayView("234"));
        QCOMPARE(bytes.at(8, 9), QByteArrayView("89"));
        QVERIFY(bytes.at(10, 1).isEmpty());
        QVERIFY(bytes.at(-1, 1).isEmpty());
        QVERIFY(bytes.at(0, 0).isEmpty());
        QCOMPARE(bytes.byte(7), int('7'));
        QCOMPARE(bytes.byte(10), -1);
        QCOMPARE(bytes.from(5), QByteArrayView("56789").first(bytes.from(5).size()));
        QVERIFY(!bytes.from(9).isEmpty());
        QVERIFY(bytes.from(10).isEmpty());
        QVERIFY(bytes.from(-1).isEmpty());
    }

    // The entropy-coded data of a JPEG has an escaped 0xFF every few hundred bytes.
    void aSearchReadsEachByteOnce()
    {
        QByteArray scan(100, 'x');
        scan += QByteArray("\xFF\0", 2);
        const QByteArray jpeg = QByteArray("\xFF\xD8\xFF\xDA\0\x08", 6) + QByteArray(6, '\1') + scan.repeated(20'000) + "\xFF\xD9";
        CountingBuffer device(jpeg);
        QVERIFY(!pictureStructure(device, QStringLiteral("image/jpeg")).truncated);
        QVERIFY2(device.bytesRead < jpeg.size() * 3 / 2, qPrintable(QString::number(double(device.bytesRead) / double(jpeg.size()))));
    }
};

POSTREEL_TEST_MAIN(TestByteWindow)
#include "tst_byte_window.moc"
