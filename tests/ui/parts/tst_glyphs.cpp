#include "tests/support/test_main.h"
#include "ui/window/parts/glyphs.h"

#include <QImage>
#include <QPainter>
#include <QPushButton>

using namespace postreel;

namespace {

constexpr int margin = 8;
constexpr int side = 32;

// The glyph in the middle of a larger picture, so that what goes over its edges is seen.
QImage painted(Glyph glyph)
{
    QImage image(side + 2 * margin, side + 2 * margin, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintGlyph(painter, glyph, QRectF(margin, margin, side, side), Qt::black);
    return image;
}

int inkIn(const QImage &image, const QRect &rect)
{
    int ink = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            ink += qAlpha(image.pixel(x, y)) > 32 ? 1 : 0;
    return ink;
}

} // namespace

class GlyphsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachDrawsInsideItsPlace_data();
    void eachDrawsInsideItsPlace();
    void whatPointsIsMirrored_data();
    void whatPointsIsMirrored();
    void buttonsGrowWithTheFont();
    void iconsFollowThePalette();
    void programIconIsWhole();
};

void GlyphsTest::eachDrawsInsideItsPlace_data()
{
    QTest::addColumn<int>("number");
    for (int number = 0; number <= static_cast<int>(Glyph::Scissors); ++number)
        QTest::addRow("%d", number) << number;
}

void GlyphsTest::eachDrawsInsideItsPlace()
{
    QFETCH(int, number);
    const QImage image = painted(static_cast<Glyph>(number));
    const int all = inkIn(image, image.rect());
    QVERIFY(all > 40);
    QCOMPARE(inkIn(image, QRect(margin, margin, side, side)), all);
}

void GlyphsTest::whatPointsIsMirrored_data()
{
    QTest::addColumn<Glyph>("glyph");
    QTest::addColumn<bool>("mirrors");
    QTest::newRow("send") << Glyph::Send << true;
    QTest::newRow("open") << Glyph::Open << true;
    QTest::newRow("play: time runs one way") << Glyph::Play << false;
    QTest::newRow("retry") << Glyph::Retry << false;
    QTest::newRow("check") << Glyph::Check << false;
}

void GlyphsTest::whatPointsIsMirrored()
{
    QFETCH(Glyph, glyph);
    QFETCH(bool, mirrors);
    const QImage usual = painted(glyph);
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const QImage other = painted(glyph);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QCOMPARE(other != usual, mirrors);
    if (mirrors) // edges are smoothed from the other side
        QVERIFY(qAbs(inkIn(other.mirrored(true, false), QRect(margin, margin, side / 2, side))
                     - inkIn(usual, QRect(margin, margin, side / 2, side))) < 12);
}

void GlyphsTest::buttonsGrowWithTheFont()
{
    int before = 0;
    for (const int points : {10, 20}) {
        QPushButton button;
        QFont font = button.font();
        font.setPointSize(points);
        button.setFont(font);
        setGlyph(&button, Glyph::Add);
        QVERIFY(button.iconSize().height() >= button.fontMetrics().ascent());
        QVERIFY(button.iconSize().height() > before * 3 / 2);
        before = button.iconSize().height();
        setSmallGlyph(&button, Glyph::Cross);
        QVERIFY(button.iconSize().height() < before);
    }
}

void GlyphsTest::iconsFollowThePalette()
{
    const QPalette before = QGuiApplication::palette();
    const QIcon icon = glyphIcon(Glyph::Pause);
    QPalette palette = before;
    for (const QColor color : {QColor(Qt::red), QColor(Qt::green)}) {
        palette.setColor(QPalette::ButtonText, color);
        QGuiApplication::setPalette(palette);
        QCOMPARE(icon.pixmap(32, 32).toImage().pixelColor(10, 16), color);
    }
    QGuiApplication::setPalette(before);
}

void GlyphsTest::programIconIsWhole()
{
    const QImage image = programIcon().pixmap(64, 64).toImage();
    QCOMPARE(image.size(), QSize(64, 64));
    QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    QCOMPARE(image.pixelColor(32, 3).alpha(), 255);
}

POSTREEL_TEST_MAIN(GlyphsTest)
#include "tst_glyphs.moc"
