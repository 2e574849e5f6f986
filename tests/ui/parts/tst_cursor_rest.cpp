#include "tests/support/test_main.h"
#include "ui/window/parts/cursor_rest.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QStyleHints>
#include <QTest>

using namespace postreel;

class CursorRestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsStillUntilSomebodyTypes();
};

void CursorRestTest::standsStillUntilSomebodyTypes()
{
    constexpr int soonMs = 100;
    const QStyleHints &hints = *QGuiApplication::styleHints();
    const int usual = hints.cursorFlashTime();
    QVERIFY(usual > 0);
    {
        QLineEdit edit;
        edit.show();
        QVERIFY(QTest::qWaitForWindowExposed(&edit));
        const CursorRest rest(nullptr, soonMs);
        QTRY_COMPARE(hints.cursorFlashTime(), 0);
        QTest::keyClick(&edit, Qt::Key_A);
        QCOMPARE(hints.cursorFlashTime(), usual);
        QTRY_COMPARE(hints.cursorFlashTime(), 0);
        QTest::mouseClick(&edit, Qt::LeftButton);
        QCOMPARE(hints.cursorFlashTime(), usual);
        QTRY_COMPARE(hints.cursorFlashTime(), 0);
    }
    QCOMPARE(hints.cursorFlashTime(), usual);
}

POSTREEL_TEST_MAIN(CursorRestTest)
#include "tst_cursor_rest.moc"
