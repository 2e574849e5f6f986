// The network's comings and goings as Qt tells them, from a NetworkManager of the test's own on a bus of its
// own.
#include "app/desktop/network_hint.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QThread>

using namespace postreel;
using namespace postreel::testing;
using Reachability = QNetworkInformation::Reachability;

namespace {

const QString name = QStringLiteral("org.freedesktop.NetworkManager");
const QString path = QStringLiteral("/org/freedesktop/NetworkManager");
const QString propertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");

// Values of NetworkManager's own.
enum State : uint { disconnected = 20, connectedLocal = 50, connectedSite = 60, connectedGlobal = 70 };
enum Metered : uint { meteredYes = 1, meteredNo = 2, meteredGuessYes = 3 };

// Answers on a thread of its own, because Qt waits for it while it loads.
class FakeNetworkManager : public QDBusVirtualObject
{
public:
    explicit FakeNetworkManager(const QString &address)
        : m_connection(QDBusConnection::connectToBus(address, QStringLiteral("fake-network-manager")))
    {
        moveToThread(&m_thread);
        m_isThere = m_connection.registerVirtualObject(path, this) && m_connection.registerService(name);
        m_thread.start();
    }
    ~FakeNetworkManager() override
    {
        m_thread.quit();
        m_thread.wait();
        QDBusConnection::disconnectFromBus(m_connection.name());
    }
    bool isThere() const { return m_isThere; }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QVariantList arguments = message.arguments();
        if (message.interface() != propertiesInterface || arguments.value(0) != name)
            return false;
        if (message.member() == QLatin1String("GetAll"))
            return connection.send(message.createReply(QVariant(m_properties)));
        if (message.member() == QLatin1String("Get"))
            return connection.send(message.createReply(
                QVariant::fromValue(QDBusVariant(m_properties.value(arguments.value(1).toString())))));
        return false;
    }

    void notify(const QString &property, uint value)
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(path, propertiesInterface, QStringLiteral("PropertiesChanged"));
        signal << name << QVariantMap{{property, value}} << QStringList();
        m_connection.send(signal);
    }

private:
    const QVariantMap m_properties{{QStringLiteral("State"), connectedGlobal},
                                   {QStringLiteral("Connectivity"), 4u},
                                   {QStringLiteral("Metered"), meteredNo}};
    QDBusConnection m_connection;
    QThread m_thread;
    bool m_isThere = false;
};

} // namespace

class TestNetworkHint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comingBack_data()
    {
        QTest::addColumn<Reachability>("before");
        QTest::addColumn<Reachability>("now");
        QTest::addColumn<bool>("cameBack");
        const QList<Reachability> less{Reachability::Unknown, Reachability::Disconnected, Reachability::Local,
                                       Reachability::Site};
        for (const Reachability one : less) {
            const int number = static_cast<int>(one);
            QTest::addRow("online from %d", number) << one << Reachability::Online << true;
            QTest::addRow("online to %d", number) << Reachability::Online << one << false;
            QTest::addRow("disconnected from %d", number) << one << Reachability::Disconnected << false;
        }
        QTest::newRow("online as before") << Reachability::Online << Reachability::Online << false;
    }

    void comingBack()
    {
        QFETCH(Reachability, before);
        QFETCH(Reachability, now);
        QTEST(networkCameBack(before, now), "cameBack");
    }

    void whatTheSystemSays()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        PrivateBus bus;
        useBuses(bus.address(), bus.address());
        FakeNetworkManager manager(bus.address());
        QVERIFY(manager.isThere());

        NetworkHint hint;
        QSignalSpy cameBack(&hint, &NetworkHint::cameBack);
        QSignalSpy gone(&hint, &NetworkHint::goneChanged);
        QSignalSpy metered(&hint, &NetworkHint::meteredChanged);
        QVERIFY(!hint.isMetered());
        QVERIFY(hint.start());
        QVERIFY(hint.start()); // once is enough
        QCOMPARE(QNetworkInformation::instance()->backendName(), QStringLiteral("networkmanager"));
        QVERIFY(!hint.isMetered());

        const QString state = QStringLiteral("State");
        manager.notify(state, disconnected);
        QTRY_COMPARE(QNetworkInformation::instance()->reachability(), Reachability::Disconnected);
        QVERIFY(hint.isGone());
        QCOMPARE(gone.size(), 1);
        manager.notify(state, connectedSite);
        QTRY_COMPARE(QNetworkInformation::instance()->reachability(), Reachability::Site);
        QVERIFY(cameBack.isEmpty());
        QVERIFY(!hint.isGone());
        QCOMPARE(gone.size(), 2);
        manager.notify(state, connectedGlobal);
        QTRY_COMPARE(cameBack.size(), 1);
        manager.notify(state, connectedLocal);
        manager.notify(state, connectedGlobal);
        QTRY_COMPARE(cameBack.size(), 2);

        manager.notify(QStringLiteral("Metered"), meteredGuessYes);
        QTRY_COMPARE(metered.size(), 1);
        QVERIFY(metered.first().first().toBool() && hint.isMetered());
        manager.notify(QStringLiteral("Metered"), meteredNo);
        QTRY_COMPARE(metered.size(), 2);
        QVERIFY(!hint.isMetered());
    }
};

POSTREEL_TEST_MAIN(TestNetworkHint)
#include "tst_network_hint.moc"
