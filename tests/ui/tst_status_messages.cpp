// Bars that come with their cause and go with it.
#include "fake_engine.h"
#include "tests/support/test_main.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/status_messages.h"

#include <QPushButton>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    Engine engine{EngineOptions{}};
    MessageArea messages{nullptr};
    StatusMessages bars{engine, messages};

    QStringList texts() const
    {
        QStringList texts;
        for (const MessageBar *bar : messages.bars())
            texts << bar->text();
        return texts;
    }
    void notify(const StatusView &status) { Q_EMIT engine.statusChanged(status); }
    void press(const QString &words)
    {
        const QList<QPushButton *> buttons = messages.findChildren<QPushButton *>();
        for (QPushButton *button : buttons)
            if (button->text() == words)
                return button->click();
        qFatal("no button %s", qPrintable(words));
    }
};

const Error fullDisk{.kind = ErrorKind::Storage, .detail = QStringLiteral("database or disk is full")};

} // namespace

class StatusMessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { fakeEngine() = FakeEngine{}; }

    void troubleStandsUntilItIsOver()
    {
        Fixture fixture;
        fixture.notify({.trouble = fullDisk});
        fixture.notify({.trouble = fullDisk}); // a status comes ten times a second
        QCOMPARE(fixture.texts().size(), 1);
        QVERIFY2(fixture.texts().first().contains(QStringLiteral("nothing is sent until then")),
                 qPrintable(fixture.texts().first()));
        fixture.notify({});
        QTRY_COMPARE(fixture.texts(), QStringList());
    }

    void aProfileThatCannotBeOpenedIsTroubleToo()
    {
        Fixture fixture;
        Q_EMIT fixture.engine.startFailed(fullDisk);
        QCOMPARE(fixture.texts().size(), 1);
        fixture.notify({}); // it could be opened after all
        QTRY_COMPARE(fixture.texts(), QStringList());
    }

    void aMeteredConnectionAsks()
    {
        Fixture fixture;
        fixture.notify({.heldByMetered = 1});
        fixture.notify({.heldByMetered = 3});
        QCOMPARE(fixture.texts().size(), 1);
        QVERIFY2(fixture.texts().first().contains(u'3'), qPrintable(fixture.texts().first()));
        fixture.press(QStringLiteral("Send now"));
        QCOMPARE(fakeEngine().calls, QStringList{QStringLiteral("sendOverMetered")});
        fixture.notify({});
        QTRY_COMPARE(fixture.texts(), QStringList());
    }

    void neverAskIsSaidToTheEngine()
    {
        Fixture fixture;
        fixture.notify({.heldByMetered = 1});
        fixture.press(QStringLiteral("Never ask"));
        QCOMPARE(fakeEngine().calls, QStringList{QStringLiteral("setAskWhenMetered no")});
    }
};

POSTREEL_TEST_MAIN(StatusMessagesTest)
#include "tst_status_messages.moc"
