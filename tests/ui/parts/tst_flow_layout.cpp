// Rows of buttons that wrap: what stands where, in which width.
#include "tests/support/test_main.h"
#include "ui/window/parts/flow_layout.h"

#include <QLabel>
#include <QWidget>

using namespace postreel;

namespace {

// A box that wants to be `width` × 20.
class Box : public QWidget
{
public:
    Box(int width, QWidget *parent) : QWidget(parent), m_width(width) {}
    QSize sizeHint() const override { return {m_width, 20}; }
    QSize minimumSizeHint() const override { return {m_width, 20}; }

private:
    const int m_width;
};

struct Row
{
    QWidget widget;
    FlowLayout *layout = new FlowLayout(&widget, 10);
    QVector<QWidget *> boxes;

    QWidget *add(int width)
    {
        boxes << new Box(width, &widget);
        layout->addWidget(boxes.last());
        boxes.last()->show();
        return boxes.last();
    }
    // "0,0 110,0 0,30": where the boxes are.
    QString places(int width)
    {
        widget.resize(width, layout->heightForWidth(width));
        layout->activate();
        layout->setGeometry(widget.rect());
        QStringList all;
        for (const QWidget *box : boxes)
            if (!box->isHidden())
                all << QStringLiteral("%1,%2").arg(box->x()).arg(box->y());
        return all.join(u' ');
    }
};

} // namespace

class FlowLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wraps_data();
    void wraps();
    void mirrors();
    void hiddenOnesTakeNoRoom();
    void whatExpandsTakesWhatIsLeft();
    void aLabelTakesALineWhereItMust();
    void aWidgetKnowsItsHeight();
    void itemsAreTaken();
};

void FlowLayoutTest::wraps_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("places");
    QTest::addColumn<int>("height");
    const auto row = [](int width, const char *places, int height) {
        QTest::addRow("%d", width) << width << QString::fromLatin1(places) << height;
    };
    row(320, "0,0 110,0 220,0", 20); // just enough
    row(319, "0,0 110,0 0,30", 50);
    row(209, "0,0 0,30 0,60", 80);
    row(60, "0,0 0,30 0,60", 80); // narrower than one of them
}

void FlowLayoutTest::wraps()
{
    QFETCH(int, width);
    QFETCH(QString, places);
    QFETCH(int, height);
    Row row;
    for (int i = 0; i < 3; ++i)
        row.add(100);
    QCOMPARE(row.layout->sizeHint(), QSize(320, 20));
    QCOMPARE(row.layout->minimumSize(), QSize(100, 20));
    QCOMPARE(row.layout->heightForWidth(width), height);
    QCOMPARE(row.places(width), places);
}

void FlowLayoutTest::mirrors()
{
    Row row;
    row.widget.setLayoutDirection(Qt::RightToLeft);
    for (int i = 0; i < 3; ++i)
        row.add(100);
    QCOMPARE(row.places(320), QStringLiteral("220,0 110,0 0,0"));
    QCOMPARE(row.places(250), QStringLiteral("150,0 40,0 150,30"));
}

void FlowLayoutTest::hiddenOnesTakeNoRoom()
{
    Row row;
    for (int i = 0; i < 3; ++i)
        row.add(100);
    row.boxes.at(1)->hide();
    QCOMPARE(row.places(210), QStringLiteral("0,0 110,0"));
    QCOMPARE(row.layout->sizeHint(), QSize(210, 20));
}

void FlowLayoutTest::whatExpandsTakesWhatIsLeft()
{
    Row row;
    row.add(100);
    row.layout->addStretch();
    row.add(100);
    QCOMPARE(row.places(400), QStringLiteral("0,0 300,0"));
    QCOMPARE(row.places(210), QStringLiteral("0,0 110,0"));
    QCOMPARE(row.places(200), QStringLiteral("0,0 100,30")); // at the trailing edge there, too
}

void FlowLayoutTest::aLabelTakesALineWhereItMust()
{
    Row row;
    row.add(100);
    auto *label = new QLabel(QStringLiteral("words"), &row.widget);
    row.layout->addFiller(label, 150);
    label->show();
    row.places(300);
    QCOMPARE(label->geometry().x(), 110);
    QCOMPARE(label->width(), 190);
    row.places(240); // alone on its own
    QCOMPARE(label->geometry().x(), 0);
    QCOMPARE(label->width(), 240);
    row.places(120); // and gives way even there
    QCOMPARE(label->width(), 120);
}

// Whatever holds it makes room for all of its lines.
void FlowLayoutTest::aWidgetKnowsItsHeight()
{
    Row row;
    for (int i = 0; i < 4; ++i)
        row.add(100);
    row.layout->setContentsMargins(5, 6, 7, 8);
    QVERIFY(row.widget.hasHeightForWidth());
    QCOMPARE(row.widget.heightForWidth(222), 6 + 20 + 10 + 20 + 8);
    QCOMPARE(row.widget.heightForWidth(221), 6 + 4 * 20 + 3 * 10 + 8);
}

void FlowLayoutTest::itemsAreTaken()
{
    Row row;
    row.add(100);
    QWidget *second = row.add(50);
    QVERIFY(!row.layout->takeAt(2) && !row.layout->takeAt(-1) && !row.layout->itemAt(2));
    delete row.layout->takeAt(0);
    QCOMPARE(row.layout->count(), 1);
    QCOMPARE(row.layout->itemAt(0)->widget(), second);
}

POSTREEL_TEST_MAIN(FlowLayoutTest)
#include "tst_flow_layout.moc"
