// Details take their room below the list: what was clicked stays where it is, and what they are of stays in sight.
#include "tests/support/test_main.h"
#include "tests/ui/appearance.h"
#include "tests/ui/details_fixture.h"

#include <QLineEdit>

using namespace postreel;
using namespace postreel::testing;

class DetailsPlaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHeadAndTheRowStay_data();
    void theHeadAndTheRowStay();
    void theRowIsInSight_data();
    void theRowIsInSight();
};

void DetailsPlaceTest::theHeadAndTheRowStay_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    const auto row = [](const QSize &size, int points) {
        QTest::addRow("%dx%d, %d pt", size.width(), size.height(), points) << size << points;
    };
    for (const QSize &size : {QSize(480, 600), QSize(719, 600), QSize(720, 600), QSize(1080, 720)})
        row(size, 10);
    row({720, 600}, 20);
    row({1080, 600}, 20);
}

void DetailsPlaceTest::theHeadAndTheRowStay()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    const Appearance appearance(points, Qt::LeftToRight);
    Fixture fixture(size);
    fixture.fill(10);
    settle();
    const QPoint pressed(160, fixture.view().visualRect(fixture.view().model()->index(0, 0)).center().y());
    const QPoint place = fixture.view().viewport()->mapToGlobal(pressed);
    fixture.click(0);
    settle();
    QVERIFY(fixture.details()->isVisible());
    QVERIFY(fixture.window.findChild<QLineEdit *>()->isVisible()); // that of the search
    QCOMPARE(fixture.view().indexAt(fixture.view().viewport()->mapFromGlobal(place)).row(), 0);
}

void DetailsPlaceTest::theRowIsInSight_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::addColumn<int>("points");
    QTest::newRow("lower") << QSize(1080, 1000) << QSize(1080, 600) << 10;
    QTest::newRow("lower, large letters") << QSize(1080, 1000) << QSize(1080, 720) << 20;
    QTest::newRow("narrow") << QSize(1080, 1000) << QSize(480, 600) << 10;
}

void DetailsPlaceTest::theRowIsInSight()
{
    QFETCH(QSize, from);
    QFETCH(QSize, to);
    QFETCH(int, points);
    const Appearance appearance(points, Qt::LeftToRight);
    for (const int row : {0, 3, 9}) {
        Fixture fixture(from);
        fixture.fill(10);
        settle();
        fixture.window.queue().showDetails(QString::number(row)); // such as from the menu
        settle();
        const auto inSight = [&] {
            const QRect place = fixture.view().visualRect(fixture.view().model()->index(row, 0));
            return fixture.view().viewport()->rect().contains(place);
        };
        QVERIFY(inSight());
        fixture.window.resize(to);
        settle();
        QVERIFY2(inSight(), qPrintable(QString::number(row)));
    }
}

POSTREEL_TEST_MAIN(DetailsPlaceTest)
#include "tst_details_place.moc"
