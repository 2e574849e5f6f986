// The environment read as curl reads it: which proxy an address is reached through, and what goes without.
#include "app/x/proxy_choice.h"

#include <QTest>

using namespace postreel;
using Kind = ProxyChoice::Kind;

class TestProxyChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theEnvironmentNamesTheProxy_data();
    void theEnvironmentNamesTheProxy();
    void someGoWithout_data();
    void someGoWithout();
    void credentialsAreDecodedAndStandNowhereElse_data();
    void credentialsAreDecodedAndStandNowhereElse();
    void socksResolvesNamesWhereItSays();
    void plainHttpIsReadByItsProxy();
    void theSystemsFirstFitOneCounts();
};

namespace {
const QUrl x(QStringLiteral("https://api.x.com/2/tweets"));
const QUrl here(QStringLiteral("http://127.0.0.1:8080/2/tweets"));

// "a=b c=d", or with | between where a value holds a space
QProcessEnvironment environment(const QString &text)
{
    QProcessEnvironment made;
    const QStringList settings = text.split(text.contains(u'|') ? u'|' : u' ', Qt::SkipEmptyParts);
    for (const QString &setting : settings)
        made.insert(setting.section(u'=', 0, 0), setting.section(u'=', 1));
    return made;
}
} // namespace

void TestProxyChoice::theEnvironmentNamesTheProxy_data()
{
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QUrl>("address");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QNetworkProxy::ProxyType>("type");
    const auto row = [](const char *settings, const QUrl &address, Kind kind, const char *where = "",
                        QNetworkProxy::ProxyType type = QNetworkProxy::NoProxy) {
        QTest::addRow("%s for %s", settings, qPrintable(address.scheme()))
            << QString::fromLatin1(settings) << address << kind << QString::fromLatin1(where) << type;
    };
    const auto http = QNetworkProxy::HttpProxy;
    const auto socks = QNetworkProxy::Socks5Proxy;
    row("", x, Kind::AskSystem);
    row("https_proxy=", x, Kind::AskSystem);
    row("https_proxy=http://p:3128", x, Kind::Through, "p:3128", http);
    row("HTTPS_PROXY=http://p:3128", x, Kind::Through, "p:3128", http);
    row("https_proxy=http://a:1 HTTPS_PROXY=http://b:2", x, Kind::Through, "a:1", http);
    row("https_proxy= HTTPS_PROXY=http://b:2", x, Kind::Through, "b:2", http);
    row("https_proxy=p:3128", x, Kind::Through, "p:3128", http);
    row("https_proxy=p", x, Kind::Through, "p:1080", http);
    row("https_proxy=HTTP://P:3128/", x, Kind::Through, "p:3128", http);
    row("https_proxy=http://[::1]:3128", x, Kind::Through, "[::1]:3128", http);
    row("https_proxy=[fe80::1]", x, Kind::Through, "[fe80::1]:1080", http);
    row("https_proxy=socks5://s:9", x, Kind::Through, "s:9", socks);
    row("https_proxy=socks5h://s", x, Kind::Through, "s:1080", socks);
    row("all_proxy=socks5h://s:9", x, Kind::Through, "s:9", socks);
    row("ALL_PROXY=socks5h://s:9", x, Kind::Through, "s:9", socks);
    row("all_proxy=a:1 https_proxy=b:2", x, Kind::Through, "b:2", http);
    row("all_proxy=a:1 HTTPS_PROXY=b:2", x, Kind::Through, "b:2", http);
    row("http_proxy=a:1", x, Kind::Direct);
    row("https_proxy=a:1", here, Kind::Direct);
    row("http_proxy=a:1", here, Kind::Through, "a:1", http);
    row("HTTP_PROXY=a:1", here, Kind::Through, "a:1", http);
    row("all_proxy=a:1", here, Kind::Through, "a:1", http);
    row("https_proxy=https://p:443", x, Kind::Unusable);
    row("https_proxy=socks4://p:1080", x, Kind::Unusable);
    row("https_proxy=socks4a://p:1080", x, Kind::Unusable);
    row("https_proxy=socks://p:1080", x, Kind::Unusable);
    row("https_proxy=http://", x, Kind::Unusable);
    row("https_proxy=http://p:port", x, Kind::Unusable);
    row("https_proxy=http://p:0", x, Kind::Unusable);
    row("https_proxy=http://p:65536", x, Kind::Unusable);
    row("https_proxy=http://:3128", x, Kind::Unusable);
    row("no_proxy=*", x, Kind::Direct);
}

void TestProxyChoice::theEnvironmentNamesTheProxy()
{
    QFETCH(QString, settings);
    QFETCH(QUrl, address);
    QFETCH(Kind, kind);
    QFETCH(QString, where);
    QFETCH(QNetworkProxy::ProxyType, type);
    const ProxyChoice choice = proxyFor(address, environment(settings));
    QCOMPARE(choice.kind, kind);
    QCOMPARE(choice.where, where);
    QCOMPARE(choice.proxy.type(), type);
    QCOMPARE(choice.setting.isEmpty(), kind == Kind::AskSystem || kind == Kind::Direct);
}

void TestProxyChoice::someGoWithout_data()
{
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<QUrl>("address");
    QTest::addColumn<bool>("without");
    const auto row = [](const char *noProxy, const char *address, bool without) {
        QTest::addRow("%s of %s", address, noProxy)
            << QString::fromLatin1(noProxy) << QUrl(QString::fromLatin1(address)) << without;
    };
    row("", "https://api.x.com", false);
    row("*", "https://api.x.com", true);
    row("a.com,*", "https://api.x.com", true);
    row("x.com", "https://api.x.com", true);
    row(".x.com", "https://api.x.com", true);
    row("*.x.com", "https://api.x.com", true);
    row("x.com.", "https://api.x.com", true);
    row("X.COM", "https://api.x.com", true);
    row("x.com", "https://api.x.com.", true);
    row("api.x.com", "https://api.x.com", true);
    row(".x.com", "https://x.com", true);
    row("x.com", "https://api.ax.com", false);
    row("i.x.com", "https://api.x.com", false);
    row("com.", "https://api.x.com", true);
    row("a.org, x.com", "https://api.x.com", true);
    row("a.org x.com", "https://api.x.com", true);
    row(",, ,", "https://api.x.com", false);
    row("x.com:443", "https://api.x.com", true);
    row("x.com:8443", "https://api.x.com", false);
    row("x.com:8443", "https://api.x.com:8443", true);
    row("x.com:port", "https://api.x.com", false);
    row("localhost", "http://127.0.0.1:80", false);
    row("127.0.0.1", "http://127.0.0.1:81", true);
    row("127.0.0.1:81", "http://127.0.0.1:81", true);
    row("127.0.0.1:82", "http://127.0.0.1:81", false);
    row("127.0.0.0/8", "http://127.0.0.1:81", true);
    row("10.0.0.0/8", "http://127.0.0.1:81", false);
    row("10.0.0.0/8", "https://10.255.0.1", true);
    row("10.0.0.0/8", "https://11.0.0.1", false);
    row("192.168.4.0/22", "https://192.168.7.255", true);
    row("192.168.4.0/22", "https://192.168.8.0", false);
    row("10.0.0.1/32", "https://10.0.0.1", true);
    row("10.0.0.0/33", "https://10.0.0.1", false);
    row("10.0.0.0/x", "https://10.0.0.1", false);
    row("0.0.0.1", "https://10.0.0.1", false);
    row("1", "https://10.0.0.1", false);
    row("::1", "http://[::1]:81", true);
    row("[::1]", "http://[::1]:81", true);
    row("[::1]:81", "http://[::1]:81", true);
    row("[::1]:82", "http://[::1]:81", false);
    row("0:0:0:0:0:0:0:1", "http://[::1]:81", true);
    row("fe80::/10", "https://[fe80::2]", true);
    row("fe80::/10", "https://[2001:db8::2]", false);
    row("::/0", "https://10.0.0.1", false);
    row("0.0.0.0/0", "https://api.x.com", false);
}

void TestProxyChoice::someGoWithout()
{
    QFETCH(QString, noProxy);
    QFETCH(QUrl, address);
    QFETCH(bool, without);
    for (const char *name : {"no_proxy", "NO_PROXY"}) {
        const ProxyChoice choice = proxyFor(
            address, environment(QStringLiteral("all_proxy=p:1|%1=%2").arg(QLatin1String(name), noProxy)));
        QCOMPARE(choice.kind, without ? Kind::Direct : Kind::Through);
        // What the system says of proxies is not asked either.
        const ProxyChoice alone = proxyFor(address, environment(QStringLiteral("|%1=%2").arg(QLatin1String(name), noProxy)));
        QCOMPARE(alone.kind, without ? Kind::Direct : Kind::AskSystem);
    }
}

void TestProxyChoice::credentialsAreDecodedAndStandNowhereElse_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::newRow("none") << QStringLiteral("http://p:1") << QString() << QString();
    QTest::newRow("user") << QStringLiteral("http://anna@p:1") << QStringLiteral("anna") << QString();
    QTest::newRow("both") << QStringLiteral("http://anna:s3cret@p:1") << QStringLiteral("anna") << QStringLiteral("s3cret");
    QTest::newRow("without scheme") << QStringLiteral("anna:s3cret@p:1") << QStringLiteral("anna") << QStringLiteral("s3cret");
    QTest::newRow("socks") << QStringLiteral("socks5h://anna:s3cret@p:1") << QStringLiteral("anna") << QStringLiteral("s3cret");
    QTest::newRow("escaped") << QStringLiteral("http://a%40b:s%3A%2F%c3%a9@p:1") << QStringLiteral("a@b")
                             << QStringLiteral("s:/é");
    QTest::newRow("colon") << QStringLiteral("http://anna:a:b@p:1") << QStringLiteral("anna") << QStringLiteral("a:b");
    QTest::newRow("at and slash") << QStringLiteral("http://anna:a@b/c@p:1") << QStringLiteral("anna") << QStringLiteral("a@b/c");
}

void TestProxyChoice::credentialsAreDecodedAndStandNowhereElse()
{
    QFETCH(QString, value);
    QFETCH(QString, user);
    QFETCH(QString, password);
    const ProxyChoice choice = proxyFor(x, environment(QStringLiteral("https_proxy=") % value));
    QCOMPARE(choice.proxy.user(), user);
    QCOMPARE(choice.proxy.password(), password);
    QCOMPARE(choice.where, QStringLiteral("p:1"));
    QCOMPARE(choice.setting, QStringLiteral("https_proxy"));
}

void TestProxyChoice::socksResolvesNamesWhereItSays()
{
    const auto proxy = [](const char *value) {
        return proxyFor(x, environment(QStringLiteral("all_proxy=") % QLatin1String(value))).proxy;
    };
    QVERIFY(proxy("socks5h://p").capabilities() & QNetworkProxy::HostNameLookupCapability);
    QVERIFY(!(proxy("socks5://p").capabilities() & QNetworkProxy::HostNameLookupCapability));
    QVERIFY(proxy("socks5://p").capabilities() & QNetworkProxy::TunnelingCapability);
    QVERIFY(proxy("http://p").capabilities() & QNetworkProxy::HostNameLookupCapability);
}

void TestProxyChoice::plainHttpIsReadByItsProxy()
{
    QVERIFY(isReadByProxy(proxyFor(here, environment(QStringLiteral("http_proxy=p"))), here));
    QVERIFY(!isReadByProxy(proxyFor(here, environment(QStringLiteral("all_proxy=socks5://p"))), here));
    QVERIFY(!isReadByProxy(proxyFor(x, environment(QStringLiteral("https_proxy=p"))), x));
    QVERIFY(!isReadByProxy(ProxyChoice{}, here));
}

void TestProxyChoice::theSystemsFirstFitOneCounts()
{
    using Proxy = QNetworkProxy;
    QCOMPARE(proxyOf({}).kind, Kind::Direct);
    QCOMPARE(proxyOf({Proxy(Proxy::NoProxy), Proxy(Proxy::HttpProxy, QStringLiteral("p"), 1)}).kind, Kind::Direct);
    QCOMPARE(proxyOf({Proxy(Proxy::FtpCachingProxy, QStringLiteral("f"), 1), Proxy(Proxy::Socks5Proxy, QStringLiteral("s"), 2)}).where,
             QStringLiteral("s:2"));
    QCOMPARE(proxyOf({Proxy(Proxy::HttpProxy, QStringLiteral("::1"), 3)}).where, QStringLiteral("[::1]:3"));
}

QTEST_GUILESS_MAIN(TestProxyChoice)
#include "tst_proxy_choice.moc"
