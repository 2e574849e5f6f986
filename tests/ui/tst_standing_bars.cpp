// Bars that come with their cause and go with it.
#include "fake_engine.h"
#include "tests/support/test_main.h"
#include "ui/window/message_area.h"
#include "ui/window/standing_bars.h"

#include <QPushButton>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Room
{
    Engine engine{EngineOptions{}};
    MessageArea messages{nullptr};
    StandingBars bars{engine, messages};

    QStringList texts() const
    {
        QStringList texts;
        for (const MessageBar *bar : messages.bars())
            texts << bar->text();
        return texts;
    }
    void tell(const StatusView &status) { Q_EMIT engine.statusChanged(status); }
    void press(const QString &words)
    {
        const QList<QPushButton *> buttons = messages.findChildren<QPushButton *>();
        for (QPushButton *button : buttons)
            if (button->text() == words)
                return button->click();
        qFatal("no button %s", qPrintable(words));
    }
};

const Error fullDisk{.kind = ErrorKind::Storage, .said = QStringLiteral("database or disk is full")};

} // namespace

class StandingBarsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }

    void troubleStandsUntilItIsOver()
    {
        Room room;
        room.tell({.trouble = fullDisk});
        room.tell({.trouble = fullDisk}); // a status comes ten times a second
        QCOMPARE(room.texts().size(), 1);
        QVERIFY2(room.texts().first().contains(QStringLiteral("nothing is sent until then")),
                 qPrintable(room.texts().first()));
        room.tell({});
        QTRY_COMPARE(room.texts(), QStringList());
    }

    void aProfileThatCannotBeOpenedIsTroubleToo()
    {
        Room room;
        Q_EMIT room.engine.startFailed(fullDisk);
        QCOMPARE(room.texts().size(), 1);
        room.tell({}); // it could be opened after all
        QTRY_COMPARE(room.texts(), QStringList());
    }

    void aMeteredConnectionAsks()
    {
        Room room;
        room.tell({.heldByMetered = 1});
        room.tell({.heldByMetered = 3});
        QCOMPARE(room.texts().size(), 1);
        QVERIFY2(room.texts().first().contains(u'3'), qPrintable(room.texts().first()));
        room.press(QStringLiteral("Send now"));
        QCOMPARE(fakeEngine().calls, QStringList{QStringLiteral("sendOverMetered")});
        room.tell({});
        QTRY_COMPARE(room.texts(), QStringList());
    }

    void neverAskIsSaidToTheEngine()
    {
        Room room;
        room.tell({.heldByMetered = 1});
        room.press(QStringLiteral("Never ask"));
        QCOMPARE(fakeEngine().calls, QStringList{QStringLiteral("setAskWhenMetered no")});
    }
};

POSTREEL_TEST_MAIN(StandingBarsTest)
#include "tst_standing_bars.moc"
