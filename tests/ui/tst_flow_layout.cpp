// Buttons that go on in the next line where they do not fit, from the leading edge.
#include "tests/support/test_main.h"
#include "ui/window/flow_layout.h"

#include <QPushButton>
#include <QTest>

using namespace postreel;

class FlowLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wraps();
    void mirrors();
    void whatIsHiddenTakesNoRoom();

private:
    struct Room
    {
        Room()
        {
            for (int i = 0; i < 4; ++i) {
                buttons << new QPushButton(&widget);
                buttons.last()->setFixedSize(100, 20);
                layout->addWidget(buttons.last());
            }
        }
        void resize(int width) { layout->setGeometry(QRect(0, 0, width, layout->heightForWidth(width))); }
        QWidget widget;
        FlowLayout *layout = new FlowLayout(&widget, 10);
        QVector<QPushButton *> buttons;
    };
};

void FlowLayoutTest::wraps()
{
    Room room;
    QCOMPARE(room.layout->sizeHint(), QSize(430, 20));
    QCOMPARE(room.layout->minimumSize(), QSize(100, 20));
    QCOMPARE(room.layout->heightForWidth(430), 20);
    QCOMPARE(room.layout->heightForWidth(429), 50);
    QCOMPARE(room.layout->heightForWidth(100), 110);
    room.resize(209);
    for (const QPushButton *button : std::as_const(room.buttons))
        QVERIFY(room.layout->geometry().contains(button->geometry()));
    QCOMPARE(room.buttons.at(1)->pos(), QPoint(0, 30));
    room.resize(210);
    QCOMPARE(room.buttons.at(1)->pos(), QPoint(110, 0));
    QCOMPARE(room.buttons.at(2)->pos(), QPoint(0, 30));
}

void FlowLayoutTest::mirrors()
{
    Room room;
    room.widget.setLayoutDirection(Qt::RightToLeft);
    room.resize(220);
    QCOMPARE(room.buttons.at(0)->pos(), QPoint(120, 0));
    QCOMPARE(room.buttons.at(1)->pos(), QPoint(10, 0));
}

void FlowLayoutTest::whatIsHiddenTakesNoRoom()
{
    Room room;
    room.buttons.at(0)->hide();
    room.resize(220);
    QCOMPARE(room.buttons.at(1)->pos(), QPoint(0, 0));
    QCOMPARE(room.layout->heightForWidth(320), 20);
}

POSTREEL_TEST_MAIN(FlowLayoutTest)
#include "tst_flow_layout.moc"
