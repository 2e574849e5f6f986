// What every window and dialog has in common: icons of ours or none, and a focus that is seen.
#include "tests/support/test_main.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/link_button.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/parts/window_style.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace postreel;

namespace {

// As desktops have it, with a floppy for "Save".
class IconsStyle : public QProxyStyle
{
public:
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 1 : QProxyStyle::styleHint(hint, option, widget, returned);
    }
};

// Two of them, the first one with the focus by key or by pointer.
template <typename Button>
struct Fixture
{
    QWidget window;
    Button *first = new Button(&window);
    Button *second = new Button(&window);

    Fixture()
    {
        auto *column = new QVBoxLayout(&window);
        for (Button *button : {first, second}) {
            button->setText(QStringLiteral("Press"));
            button->setFocusPolicy(Qt::StrongFocus);
            column->addWidget(button);
        }
        window.show();
    }
    // How many pixels of the second one have the colour of the ring.
    int ring()
    {
        const QImage image = second->grab().toImage();
        const QRgb wanted = theme::accent(window.palette()).rgb();
        int count = 0;
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y)
                count += image.pixel(x, y) == wanted ? 1 : 0;
        return count;
    }
};

QPalette dark()
{
    QPalette palette(QColor(0x2b, 0x2d, 0x30), QColor(0x2b, 0x2d, 0x30));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    palette.setColor(QPalette::Highlight, QColor(0x35, 0x84, 0xe4));
    return palette;
}

} // namespace

class WindowStyleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { QApplication::setPalette(m_before); }
    void dialogButtonsHaveNoIcons();
    void wordsDoNotTouchTheirFrame();
    void iconAndWordsStandApart_data();
    void iconAndWordsStandApart();
    void boxesShowOurGlyphs_data();
    void boxesShowOurGlyphs();
    void focusIsSeenByKey_data();
    void focusIsSeenByKey();

private:
    template <typename Button>
    void focus(bool autoRaise);
    QPalette m_before;
};

void WindowStyleTest::initTestCase()
{
    QApplication::setStyle(new IconsStyle);
    QVERIFY(!QDialogButtonBox(QDialogButtonBox::Save).buttons().first()->icon().isNull());
    auto *style = new WindowStyle;
    style->setBaseStyle(new IconsStyle);
    QApplication::setStyle(style);
    m_before = QApplication::palette();
}

void WindowStyleTest::wordsDoNotTouchTheirFrame()
{
    for (const int points : {10, 20}) {
        QPushButton button(QStringLiteral("Add the media of today"));
        QFont font = button.font();
        font.setPointSize(points);
        button.setFont(font);
        button.setIcon(glyphIcon(Glyph::Picture));
        const int content = button.iconSize().width() + button.fontMetrics().horizontalAdvance(button.text());
        QVERIFY(button.sizeHint().width() - content >= button.fontMetrics().height());
    }
}

void WindowStyleTest::iconAndWordsStandApart_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<int>("points");
    for (const int points : {10, 20}) {
        QTest::addRow("left to right, %d pt", points) << Qt::LeftToRight << points;
        QTest::addRow("right to left, %d pt", points) << Qt::RightToLeft << points;
    }
}

// By what is painted: a red icon, words, and what lies between the two, and between each and the frame.
void WindowStyleTest::iconAndWordsStandApart()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(int, points);
    QPushButton button(QStringLiteral("MMMM"));
    QFont font = button.font();
    font.setPointSize(points);
    button.setFont(font);
    button.setLayoutDirection(direction);
    QPixmap red(button.iconSize());
    red.fill(Qt::red);
    button.setIcon(red);
    button.resize(button.sizeHint());
    const QImage image = button.grab().toImage();
    QPair<int, int> icon{image.width(), -1};
    QPair<int, int> words{image.width(), -1};
    for (int x = 3; x < image.width() - 3; ++x) { // the frame aside
        for (int y = 4; y < image.height() - 4; ++y) {
            const QColor colour = image.pixelColor(x, y);
            auto *of = colour.red() > 200 && colour.green() < 60 ? &icon : colour.lightness() < 80 ? &words : nullptr;
            if (of)
                *of = {qMin(of->first, x), qMax(of->second, x)};
        }
    }
    const bool mirrored = direction == Qt::RightToLeft;
    const auto &left = mirrored ? words : icon;
    const auto &right = mirrored ? icon : words;
    const int apart = right.first - left.second;
    const QString seen = QStringLiteral("%1…%2, %3…%4 of %5").arg(left.first).arg(left.second).arg(right.first).arg(right.second).arg(image.width());
    QVERIFY2(apart >= 4 && apart <= button.fontMetrics().height(), qPrintable(seen));
    QVERIFY2(left.first >= 4 && image.width() - right.second >= 4, qPrintable(seen));
}

void WindowStyleTest::dialogButtonsHaveNoIcons()
{
    QDialogButtonBox all(QDialogButtonBox::StandardButtons(0x0ffffc00));
    QVERIFY(all.buttons().size() > 15);
    QMessageBox box(QMessageBox::Warning, {}, {}, QMessageBox::Discard | QMessageBox::Save | QMessageBox::Cancel);
    const QList<QAbstractButton *> buttons = all.buttons() + box.buttons();
    for (const QAbstractButton *button : buttons)
        QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
}

void WindowStyleTest::boxesShowOurGlyphs_data()
{
    QTest::addColumn<QMessageBox::Icon>("icon");
    QTest::addColumn<Glyph>("glyph");
    QTest::newRow("information") << QMessageBox::Information << Glyph::Info;
    QTest::newRow("question") << QMessageBox::Question << Glyph::Question;
    QTest::newRow("warning") << QMessageBox::Warning << Glyph::Warning;
    QTest::newRow("critical") << QMessageBox::Critical << Glyph::Warning;
}

void WindowStyleTest::boxesShowOurGlyphs()
{
    QFETCH(QMessageBox::Icon, icon);
    QFETCH(Glyph, glyph);
    QMessageBox box;
    box.setIcon(icon);
    const QPixmap shown = box.iconPixmap();
    QCOMPARE(shown.toImage(), glyphIcon(glyph).pixmap(shown.deviceIndependentSize().toSize(), shown.devicePixelRatio()).toImage());
}

template <typename Button>
void WindowStyleTest::focus(bool autoRaise)
{
    Fixture<Button> fixture;
    if constexpr (std::is_same_v<Button, QToolButton>)
        for (QToolButton *button : {fixture.first, fixture.second})
            button->setAutoRaise(autoRaise);
    fixture.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    fixture.first->setFocus(Qt::MouseFocusReason);
    const int around = 2 * (fixture.second->width() + fixture.second->height());
    QVERIFY(fixture.ring() < around / 4); // the words of a link have that colour, too
    QTest::keyClick(fixture.first, Qt::Key_Tab);
    QVERIFY(fixture.second->hasFocus());
    QVERIFY2(fixture.ring() > around, qPrintable(QStringLiteral("%1 of %2").arg(fixture.ring()).arg(around))); // two pixels wide
    QVERIFY(theme::contrast(theme::accent(fixture.window.palette()), fixture.window.palette().color(QPalette::Window)) >= 3);
    QTest::keyClick(fixture.second, Qt::Key_Backtab);
    QVERIFY(fixture.ring() < around / 4);
}

void WindowStyleTest::focusIsSeenByKey_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"flat tool button", "tool button", "link"})
        for (const bool isDark : {false, true})
            QTest::addRow("%s, %s", kind, isDark ? "dark" : "light") << isDark << QString::fromLatin1(kind);
}

void WindowStyleTest::focusIsSeenByKey()
{
    QFETCH(bool, isDark);
    QFETCH(QString, kind);
    if (isDark)
        QApplication::setPalette(dark());
    if (kind == QLatin1String("link"))
        focus<LinkButton>(false);
    else
        focus<QToolButton>(kind.startsWith(QLatin1String("flat")));
}

POSTREEL_TEST_MAIN(WindowStyleTest)
#include "tst_window_style.moc"
