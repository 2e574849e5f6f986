// Where the proxy of an address comes from: the environment at once, the system when it answers, and neither holds up.
#include "app/x/proxy_resolver.h"
#include "app/base/unjoined_threads.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <atomic>

using namespace postreel;
using Kind = ProxyChoice::Kind;

class TestProxyResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theEnvironmentNeedsNoSystem();
    void theSystemIsAskedOnceForAll();
    void aSystemThatHangsHoldsNobodyUp();
    void thisComputerIsNoMatterOfTheSystem();
    void whatIsExemptGoesDirectly();
    void aNetworkMayBeAnotherOne();
    void aNetworkMayChangeMeanwhile();
    void eachLookupHasItsOwnTimeout();
};

namespace {
const QUrl x(QStringLiteral("https://api.x.com/2/tweets"));

QProcessEnvironment with(const QString &name, const QString &value)
{
    QProcessEnvironment environment;
    environment.insert(name, value);
    return environment;
}

QList<QNetworkProxy> office()
{
    return {QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("office"), 3128)};
}
} // namespace

void TestProxyResolver::theEnvironmentNeedsNoSystem()
{
    std::atomic<int> asked = 0;
    ProxyResolver proxies(with(QStringLiteral("https_proxy"), QStringLiteral("p:1")), [&](const QUrl &) {
        ++asked;
        return office();
    });
    bool told = false;
    proxies.find(x, this, [&] { told = true; });
    QVERIFY(told); // at once
    QCOMPARE(proxies.known(x).where, QStringLiteral("p:1"));
    QCOMPARE(asked.load(), 0);
}

void TestProxyResolver::theSystemIsAskedOnceForAll()
{
    std::atomic<int> asked = 0;
    QSemaphore answer;
    ProxyResolver proxies({}, [&](const QUrl &) {
        ++asked;
        answer.acquire();
        return office();
    });
    int told = 0;
    for (int i = 0; i < 3; ++i)
        proxies.find(x, this, [&] { ++told; });
    {
        QObject gone;
        proxies.find(x, &gone, [&] { told += 100; });
    }
    QCOMPARE(told, 0);
    QCOMPARE(proxies.known(x).kind, Kind::Direct);
    answer.release(10);
    QTRY_COMPARE_WITH_TIMEOUT(told, 3, 30'000);
    QCOMPARE(proxies.known(x).where, QStringLiteral("office:3128"));
    proxies.find(QUrl(QStringLiteral("https://api.x.com/2/users/me")), this, [&] { ++told; });
    QCOMPARE(told, 4);
    QCOMPARE(asked.load(), 1);
}

void TestProxyResolver::aSystemThatHangsHoldsNobodyUp()
{
    const auto hold = std::make_shared<QSemaphore>();
    bool told = false;
    {
        ProxyResolver proxies({}, [hold](const QUrl &) {
            hold->acquire();
            return office();
        });
        proxies.find(x, this, [&] { told = true; });
        QTRY_VERIFY_WITH_TIMEOUT(told, 30'000);
        QCOMPARE(proxies.known(x).kind, Kind::Direct);
    } // does not wait for the thread
    hold->release();
}

void TestProxyResolver::thisComputerIsNoMatterOfTheSystem()
{
    std::atomic<int> asked = 0;
    ProxyResolver proxies({}, [&](const QUrl &) {
        ++asked;
        return office();
    });
    int told = 0;
    for (const char *base : {"http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "https://127.9.9.9"})
        proxies.find(QUrl(QString::fromLatin1(base)), this, [&] { ++told; });
    QCOMPARE(told, 4);
    QCOMPARE(asked.load(), 0);
}

void TestProxyResolver::whatIsExemptGoesDirectly()
{
    ProxyResolver proxies(with(QStringLiteral("all_proxy"), QStringLiteral("p:1")), [](const QUrl &) { return office(); });
    proxies.exempt(QUrl(QStringLiteral("http://127.0.0.1:81/base")));
    QCOMPARE(proxies.known(QUrl(QStringLiteral("http://127.0.0.1:81/2/tweets"))).kind, Kind::Direct);
    QCOMPARE(proxies.known(QUrl(QStringLiteral("preconnect-http://127.0.0.1:81/"))).kind, Kind::Direct);
    QCOMPARE(proxies.known(QUrl(QStringLiteral("http://127.0.0.1:82/2/tweets"))).kind, Kind::Through);
}

void TestProxyResolver::aNetworkMayBeAnotherOne()
{
    std::atomic<int> asked = 0;
    ProxyResolver proxies({}, [&](const QUrl &) {
        return ++asked == 1 ? office() : QList<QNetworkProxy>{QNetworkProxy(QNetworkProxy::NoProxy)};
    });
    int told = 0;
    proxies.find(x, this, [&] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(told, 1, 30'000);
    QCOMPARE(proxies.known(x).kind, Kind::Through);
    proxies.forget();
    proxies.find(x, this, [&] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(told, 2, 30'000);
    QCOMPARE(proxies.known(x).kind, Kind::Direct);
}

// The system answers for the network that is left when another one has been asked about already.
void TestProxyResolver::aNetworkMayChangeMeanwhile()
{
    std::atomic<int> asked = 0;
    QSemaphore left;
    ProxyResolver proxies({}, [&](const QUrl &) {
        if (++asked > 1)
            return QList<QNetworkProxy>{QNetworkProxy(QNetworkProxy::NoProxy)};
        left.acquire();
        return office();
    });
    int told = 0;
    proxies.find(x, this, [&] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(asked.load(), 1, 30'000);
    proxies.forget();
    QTRY_COMPARE_WITH_TIMEOUT(told, 1, 30'000);
    QCOMPARE(proxies.known(x).kind, Kind::Direct);
    left.release();
    QVERIFY(unjoinedEnded(QDeadlineTimer(30'000)));
    QCoreApplication::processEvents();
    QCOMPARE(proxies.known(x).kind, Kind::Direct);
    QCOMPARE(told, 1);
}

// The timeout of the first lookup, which has long been answered, does not end the second.
void TestProxyResolver::eachLookupHasItsOwnTimeout()
{
    QSemaphore answers(1);
    ProxyResolver proxies({}, [&](const QUrl &) {
        answers.acquire();
        return office();
    });
    int told = 0;
    proxies.find(x, this, [&] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(told, 1, 30'000);
    proxies.forget();
    QTest::qWait(1000); // between the two timeouts
    QElapsedTimer waited;
    waited.start();
    proxies.find(x, this, [&] { ++told; });
    QTRY_COMPARE_WITH_TIMEOUT(told, 2, 30'000);
    // 5 s, which a coarse timer may shorten by a twentieth; that of the first lookup would have ended it after 4 s.
    QVERIFY2(waited.elapsed() >= 4600, qPrintable(QString::number(waited.elapsed())));
    answers.release();
    QVERIFY(unjoinedEnded(QDeadlineTimer(30'000)));
}

POSTREEL_TEST_MAIN(TestProxyResolver)
#include "tst_proxy_resolver.moc"
