// Whether a host answers again: what is looked at, how often, and that nothing is sent.
#include "app/x/reachability.h"
#include "tests/support/own_port.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 fastMs = 40;

QUrl baseAt(quint16 port)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
}

// A server that takes connections and says nothing; notes when they came and what was sent to it.
struct Listener
{
    QTcpServer server;
    QElapsedTimer clock;
    QVector<qint64> cameMs;
    QByteArray got;

    explicit Listener(quint16 port = 0)
    {
        clock.start();
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            while (QTcpSocket *socket = server.nextPendingConnection()) {
                cameMs << clock.elapsed();
                QObject::connect(socket, &QTcpSocket::readyRead, &server, [this, socket] { got += socket->readAll(); });
            }
        });
        if (!server.listen(QHostAddress::LocalHost, port))
            qFatal("port %d is taken", port);
    }
};

// How often each host was looked for. All ways lead to this computer.
struct Looks
{
    QHash<QUrl, int> times;
    Reachability::FindPeer find()
    {
        return [this](const QUrl &base, QObject *, const std::function<void(const Peer &)> &then) {
            ++times[base];
            then(peerOf(base.host() == QLatin1String("127.0.0.1") ? base : baseAt(1), {}));
        };
    }
};

} // namespace

class ReachabilityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePaceGrowsUntilItIsProven();
    void onlyWhatAConnectionEndsIsWaitedFor();
    void theNextHopIsLookedAt();
    void aServerThatComesUpIsTold();
    void whatTakesConnectionsAloneIsAskedLess();
    void nothingIsLookedAtWhenNothingWaits();
    void withoutANetworkThisComputerAloneIsLookedAt();
    void whoHearsItMayStopIt();
};

void ReachabilityTest::thePaceGrowsUntilItIsProven()
{
    ProbePace pace;
    QVector<qint64> distances;
    for (int i = 0; i < 6; ++i) {
        distances << pace.nextMs();
        pace.answered();
    }
    QCOMPARE(distances, (QVector<qint64>{3000, 6000, 12'000, 24'000, 30'000, 30'000}));
    pace.proven();
    QCOMPARE(pace.nextMs(), 3000);
}

void ReachabilityTest::onlyWhatAConnectionEndsIsWaitedFor()
{
    for (const QString &name : waitReasonNames())
        for (const ErrorKind kind : {ErrorKind::NotReached, ErrorKind::ProxyFailed, ErrorKind::ProxyRefused, ErrorKind::RateLimited}) {
            const WaitReason reason = waitReasonOf(name);
            const bool ends = reason == WaitReason::Offline
                              || (reason == WaitReason::Proxy && kind == ErrorKind::ProxyFailed);
            QVERIFY2(endsWithConnection(reason, {.kind = kind}) == ends, qPrintable(name));
            QVERIFY(!ends || isOfNetwork(reason));
        }
}

void ReachabilityTest::theNextHopIsLookedAt()
{
    const auto hop = [](const char *address, const ProxyChoice &proxy = {}) {
        const Peer found = peerOf(QUrl(QString::fromLatin1(address)), proxy);
        return QString(found.host % u':' % QString::number(found.port));
    };
    QCOMPARE(hop("https://api.x.com"), QStringLiteral("api.x.com:443"));
    QCOMPARE(hop("http://localhost/x"), QStringLiteral("localhost:80"));
    QCOMPARE(hop("http://127.0.0.1:8080"), QStringLiteral("127.0.0.1:8080"));
    ProxyChoice proxy{.kind = ProxyChoice::Kind::Through,
                      .proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("proxy.example"), 3128)};
    QCOMPARE(hop("https://api.x.com", proxy), QStringLiteral("proxy.example:3128"));
    proxy.kind = ProxyChoice::Kind::Unusable; // nothing goes around it
    QCOMPARE(peerOf(QUrl(QStringLiteral("https://api.x.com")), proxy).port, 0);
}

void ReachabilityTest::aServerThatComesUpIsTold()
{
    const quint16 port = ownPort();
    Looks looks;
    Reachability reachability(looks.find(), fastMs);
    QSignalSpy reachable(&reachability, &Reachability::reachable);
    reachability.lookFor({baseAt(port)});
    QTRY_VERIFY(looks.times.value(baseAt(port)) >= 3); // it goes on while nobody is there
    QVERIFY(reachable.isEmpty());
    Listener listener(port);
    QTRY_COMPARE(reachable.size(), 1);
    QCOMPARE(reachable.first().first().toUrl(), baseAt(port));
    QTRY_VERIFY(!listener.cameMs.isEmpty());
    QCOMPARE(listener.got, QByteArray());
}

void ReachabilityTest::whatTakesConnectionsAloneIsAskedLess()
{
    Listener listener;
    Looks looks;
    const QUrl base = baseAt(listener.server.serverPort());
    Reachability reachability(looks.find(), fastMs);
    QSignalSpy reachable(&reachability, &Reachability::reachable);
    reachability.lookFor({base});
    QTRY_COMPARE(listener.cameMs.size(), 4);
    // As after each one that led to nothing: the wait ends and begins again, and the distance stands.
    for (int i = 1; i < 4; ++i)
        QVERIFY2(listener.cameMs.at(i) - listener.cameMs.at(i - 1) > fastMs * (1 << i) * 8 / 10, qPrintable(QString::number(i)));
    reachability.lookFor({});
    listener.cameMs.clear();
    reachability.proven(base);
    Looks clock;
    Reachability another(clock.find(), fastMs); // of a host that nobody is at: as often as at first
    const QUrl nowhere = baseAt(ownPort());
    another.lookFor({nowhere});
    reachability.lookFor({base});
    QTRY_VERIFY(clock.times.value(nowhere) >= 8); // 16 if it had not been proven
    QVERIFY(!listener.cameMs.isEmpty());
    QVERIFY(reachable.size() >= 4);
}

void ReachabilityTest::nothingIsLookedAtWhenNothingWaits()
{
    const QUrl left = baseAt(ownPort());
    const QUrl other = baseAt(ownPort());
    Looks looks;
    Reachability reachability(looks.find(), fastMs);
    reachability.lookFor({left, other});
    QTRY_VERIFY(looks.times.value(left) >= 1);
    reachability.lookFor({other});
    const int before = looks.times.value(left);
    const int then = looks.times.value(other);
    QTRY_VERIFY(looks.times.value(other) >= then + 4); // time for as many of the one that is left
    QCOMPARE(looks.times.value(left), before);
    reachability.lookFor({});
    Looks clock;
    Reachability another(clock.find(), fastMs);
    another.lookFor({other});
    const int last = looks.times.value(other);
    QTRY_VERIFY(clock.times.value(other) >= 4);
    QCOMPARE(looks.times.value(other), last);
}

void ReachabilityTest::withoutANetworkThisComputerAloneIsLookedAt()
{
    const QUrl far(QStringLiteral("https://api.example"));
    const QUrl here = baseAt(ownPort());
    Looks looks;
    Reachability reachability(looks.find(), fastMs);
    reachability.lookFor({far, here});
    QTRY_VERIFY(looks.times.value(far) >= 1);
    reachability.setNetworkGone(true);
    const int before = looks.times.value(far);
    int then = looks.times.value(here);
    QTRY_VERIFY(looks.times.value(here) >= then + 4);
    QCOMPARE(looks.times.value(far), before);
    const QUrl late(QStringLiteral("https://late.example")); // begins to wait meanwhile
    reachability.lookFor({far, here, late});
    then = looks.times.value(here);
    QTRY_VERIFY(looks.times.value(here) >= then + 4);
    QCOMPARE(looks.times.value(late), 0);
    reachability.setNetworkGone(false);
    QTRY_VERIFY(looks.times.value(far) > before && looks.times.value(late) > 0);
}

void ReachabilityTest::whoHearsItMayStopIt()
{
    Listener listener;
    Looks looks;
    Reachability reachability(looks.find(), fastMs);
    QSignalSpy reachable(&reachability, &Reachability::reachable);
    connect(&reachability, &Reachability::reachable, &reachability, [&] { reachability.lookFor({}); });
    reachability.lookFor({baseAt(listener.server.serverPort())});
    QTRY_COMPARE(reachable.size(), 1);
    Looks clock;
    Reachability another(clock.find(), fastMs);
    another.lookFor({baseAt(ownPort())});
    QTRY_VERIFY(!clock.times.isEmpty() && clock.times.begin().value() >= 4);
    QCOMPARE(reachable.size(), 1);
}

POSTREEL_TEST_MAIN(ReachabilityTest)
#include "tst_reachability.moc"
