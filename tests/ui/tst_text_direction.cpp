// Paragraphs by their own direction: the rule, and whoever shows them.
#include "tests/support/test_main.h"
#include "ui/text_direction.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/compose/post_edit.h"

#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

using namespace postreel;

namespace {

constexpr int wide = 400;
constexpr int high = 30;

// Which columns of the picture have ink.
QPair<int, int> inkOf(const QImage &image)
{
    int first = -1;
    int last = -1;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            if (image.pixelColor(x, y).lightness() < 128) {
                first = first < 0 ? x : first;
                last = x;
            }
    return {first, last};
}

QImage painted(const QString &text, Qt::LayoutDirection window)
{
    QImage image(wide, high, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setLayoutDirection(window);
    paintLine(painter, image.rect(), text, Qt::ElideRight, window);
    return image;
}

} // namespace

class TextDirectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }
    void directions_data();
    void directions();
    void isolates_data();
    void isolates();
    void aLineIsReadItsWayAndStandsTheWindowsWay();
    void labelsKeepTheirWords();
    void paragraphsOfTheEditorFollowThemselves();
};

void TextDirectionTest::directions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Qt::LayoutDirection>("inEnglish");
    QTest::addColumn<Qt::LayoutDirection>("inHebrew");
    const auto row = [](const char *tag, const char *text, Qt::LayoutDirection english, Qt::LayoutDirection hebrew) {
        QTest::newRow(tag) << QString::fromUtf8(text) << english << hebrew;
    };
    row("empty", "", Qt::LeftToRight, Qt::RightToLeft);
    row("numbers", "12 · 30 %", Qt::LeftToRight, Qt::RightToLeft);
    row("emoji", "🎬 42", Qt::LeftToRight, Qt::RightToLeft);
    row("English", "Harbour at dawn", Qt::LeftToRight, Qt::LeftToRight);
    row("Hebrew", "הנמל בזריחה", Qt::RightToLeft, Qt::RightToLeft);
    row("Arabic", "الميناء", Qt::RightToLeft, Qt::RightToLeft);
    row("a number first", "3 סרטים", Qt::RightToLeft, Qt::RightToLeft);
    row("Hebrew with English", "הנמל (harbour)", Qt::RightToLeft, Qt::RightToLeft);
    row("English with Hebrew", "The harbour (הנמל)", Qt::LeftToRight, Qt::LeftToRight);
    row("what is isolated does not count", "\u2068הנמל.mp4\u2069 removed", Qt::LeftToRight, Qt::LeftToRight);
    row("nothing but isolates", "\u2068harbour\u2069 · \u2068הנמל\u2069", Qt::LeftToRight, Qt::RightToLeft);
    row("the second paragraph does not count", "12\nהנמל", Qt::LeftToRight, Qt::RightToLeft);
    row("outside the basic plane", "𐤀𐤁", Qt::RightToLeft, Qt::RightToLeft);
}

void TextDirectionTest::directions()
{
    QFETCH(QString, text);
    QFETCH(Qt::LayoutDirection, inEnglish);
    QFETCH(Qt::LayoutDirection, inHebrew);
    QCOMPARE(directionOf(text, Qt::LeftToRight), inEnglish);
    QCOMPARE(directionOf(text, Qt::RightToLeft), inHebrew);
}

void TextDirectionTest::isolates_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<bool>("inEnglish");
    QTest::addColumn<bool>("inHebrew");
    QTest::newRow("nothing") << QString() << false << false;
    QTest::newRow("a size") << QStringLiteral("5.3 MB") << false << true;
    QTest::newRow("a name") << QStringLiteral("@harbour") << false << true;
    QTest::newRow("Hebrew") << QStringLiteral("הנמל") << true << true;
}

void TextDirectionTest::isolates()
{
    QFETCH(QString, part);
    QFETCH(bool, inEnglish);
    QFETCH(bool, inHebrew);
    const QString kept = QChar(0x2068) % part % QChar(0x2069);
    QCOMPARE(isolated(part), inEnglish ? kept : part);
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(isolated(part), inHebrew ? kept : part);
}

void TextDirectionTest::aLineIsReadItsWayAndStandsTheWindowsWay()
{
    // It stands at the leading edge of the window, whatever its own direction.
    for (const QString &text : {QStringLiteral("Harbour"), QStringLiteral("הנמל")}) {
        QVERIFY(inkOf(painted(text, Qt::LeftToRight)).first < 10);
        QVERIFY(inkOf(painted(text, Qt::RightToLeft)).second > wide - 10);
    }
    // And is read in its own: the full stop of an English sentence does not come before it. A full stop is a dot far down.
    const auto beginsWithDot = [](const QString &text, Qt::LayoutDirection window) {
        const QImage image = painted(text, window);
        const int first = inkOf(image).first;
        for (int y = 0; y < high / 2; ++y)
            for (int x = first; x < first + 2; ++x)
                if (image.pixelColor(x, y).lightness() < 128)
                    return false;
        return true;
    };
    for (const Qt::LayoutDirection window : {Qt::LeftToRight, Qt::RightToLeft}) {
        QVERIFY(!beginsWithDot(QStringLiteral("Harbour 2 (dawn)."), window));
        QVERIFY(beginsWithDot(QStringLiteral("הנמל 2 (זריחה)."), window));
    }
}

void TextDirectionTest::labelsKeepTheirWords()
{
    QLabel label;
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    showParagraph(label, QStringLiteral("X takes 60 frames a second."));
    QCOMPARE(label.text(), QStringLiteral("X takes 60 frames a second."));
    QCOMPARE(label.layoutDirection(), Qt::LeftToRight);
    QCOMPARE(label.alignment() & Qt::AlignHorizontal_Mask, Qt::AlignRight | Qt::AlignAbsolute);
    showParagraph(label, QStringLiteral("הנמל"));
    QCOMPARE(label.layoutDirection(), Qt::RightToLeft);
}

// Each is read in its own direction; the text stands on the side where its first one begins.
void TextDirectionTest::paragraphsOfTheEditorFollowThemselves()
{
    const QString hebrew = QStringLiteral("הנמל בזריחה.");
    const QString english = QStringLiteral("The harbour.");
    for (const Qt::LayoutDirection window : {Qt::LeftToRight, Qt::RightToLeft}) {
        QGuiApplication::setLayoutDirection(window);
        PostEdit edit(nullptr);
        edit.resize(wide, 200);
        edit.show();
        QCOMPARE(edit.document()->defaultTextOption().alignment().testFlag(Qt::AlignRight), window == Qt::RightToLeft);
        for (const QStringList &paragraphs : {QStringList{hebrew, english}, QStringList{english, hebrew}}) {
            edit.setPlainText(paragraphs.join(u'\n'));
            QCoreApplication::processEvents();
            for (QTextBlock block = edit.document()->firstBlock(); block.isValid(); block = block.next()) {
                QCOMPARE(block.textDirection() == Qt::RightToLeft, block.text() == hebrew);
                QCOMPARE(block.layout()->lineAt(0).naturalTextRect().left() > wide / 2, paragraphs.first() == hebrew);
            }
        }
    }
}

POSTREEL_TEST_MAIN(TextDirectionTest)
#include "tst_text_direction.moc"
