// postreel-sandbox as a program: its one line, its refusals, its end, TLS, and kill -9.
#include "sandbox_fixture.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QSslSocket>

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

namespace {

// A certificate for 127.0.0.1 and its key, made for this run; false where there is no openssl.
bool makeCertificate(const QString &certificate, const QString &key)
{
    QProcess openssl;
    openssl.start(
        QStringLiteral("openssl"),
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
         QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
         QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate, QStringLiteral("-days"),
         QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"),
         QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1")});
    return openssl.waitForFinished(waitMs) && openssl.exitCode() == 0;
}

class Program
{
public:
    explicit Program(const QStringList &arguments) : Program(QStringLiteral(POSTREEL_SANDBOX_PROGRAM), arguments) {}
    // Within limits that a line of a shell sets.
    Program(const char *limits, const QStringList &arguments)
        : Program(QStringLiteral("sh"), QStringList{QStringLiteral("-c"), QLatin1String(limits) + QStringLiteral("; exec \"$0\" \"$@\""),
                                                    QStringLiteral(POSTREEL_SANDBOX_PROGRAM)} +
                                            arguments)
    {
    }
    // What stands behind `words` on the next line that it prints; empty: that line has other ones.
    QByteArray said(const QByteArray &words)
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(waitMs)) {
        }
        const QByteArray line = m_process.readLine();
        return line.startsWith(words) ? line.mid(words.size()).trimmed() : QByteArray();
    }
    QUrl base() { return QUrl(QString::fromLatin1(said("listening on "))); }
    int end()
    {
        m_process.waitForFinished(waitMs);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QProcess &process() { return m_process; }

private:
    Program(const QString &program, const QStringList &arguments)
    {
        m_process.start(program, arguments);
        m_process.waitForStarted(waitMs);
    }

    QProcess m_process;
};

RawAnswer askAt(const QUrl &base, const QByteArray &bytes)
{
    RawClient client(static_cast<quint16>(base.port()));
    client.send(bytes);
    return client.read();
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listensAndEnds()
    {
        QTemporaryDir folder;
        Program program({QStringLiteral("--open"), QStringLiteral("--dir"), folder.path()});
        const QUrl base = program.base();
        QCOMPARE(base.host(), QStringLiteral("127.0.0.1"));
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, "whatever"))
                     .data()
                     .value(QStringLiteral("username"))
                     .toString(),
                 QStringLiteral("sandbox"));
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, {})).status, 401);
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void hasATokenOfItsOwn()
    {
        QTemporaryDir folder;
        Program program({QStringLiteral("--dir"), folder.path()});
        const QUrl base = program.base();
        const QByteArray token = program.said("token ");
        QVERIFY(token.size() >= 43);
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, token)).status, 200);
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, "whatever")).status, 401);
        QCOMPARE(askAt(base, request("GET", "/sandbox/posts", {}, {}, token)).status, 200);
        QCOMPARE(askAt(base, request("GET", "/sandbox/posts", {}, {}, {})).status, 401);
        const RawAnswer page = askAt(base, request("GET", "/", {}, {}, {}));
        QCOMPARE(page.status, 403);
        QVERIFY(page.body.contains("Open the link that postreel-sandbox printed when it started."));
        // As often as a person likes: there is no other way to a new link.
        const QUrl link(QString::fromLatin1(program.said("in a browser: ")));
        for (int i = 0; i < 2; ++i) {
            const RawAnswer answer = askAt(base, request("GET", link.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority), {}, {}, {}));
            QCOMPARE(answer.status, 303);
            QVERIFY(!answer.headers.value("set-cookie").isEmpty());
        }
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("token"))));
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void makesItsTokenFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("tokens"));
        Program program({QStringLiteral("--dir"), folder.path(), QStringLiteral("--token-file"), path});
        const QUrl base = program.base();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        const QByteArray token = file.readAll().trimmed();
        QVERIFY(token.size() >= 43);
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, token)).status, 200);
        QCOMPARE(program.said("token "), QByteArray()); // whoever may read the file has it from there
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void helps()
    {
        Program program({QStringLiteral("--help")});
        QCOMPARE(program.end(), 0);
        const QByteArray text = program.process().readAllStandardOutput();
        QVERIFY(text.contains("cut-mid-body") && text.contains("failed-bare") &&
                text.contains("--token-file"));
    }

    void refuses()
    {
        Program program({QStringLiteral("--dir"), QStringLiteral("/tmp"), QStringLiteral("--rtt"),
                         QStringLiteral("fast")});
        QCOMPARE(program.end(), 2);
        const QByteArray said = program.process().readAllStandardError();
        QCOMPARE(said.count('\n'), 1);
        QVERIFY(said.contains("rtt=fast"));
    }

    void tokenFile()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("tokens")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine ada\n");
        file.close();
        Program program(
            {QStringLiteral("--dir"), folder.path(), QStringLiteral("--token-file"), file.fileName()});
        const QUrl base = program.base();
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, "mine"))
                     .data()
                     .value(QStringLiteral("username"))
                     .toString(),
                 QStringLiteral("ada"));
        QCOMPARE(askAt(base, request("GET", "/2/users/me", {}, {}, "other")).status, 401);
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void survivesKill()
    {
        QTemporaryDir folder;
        const QStringList arguments{QStringLiteral("--open"), QStringLiteral("--dir"), folder.path(),
                                    QStringLiteral("--processing"), QStringLiteral("instant")};
        QString id;
        QUrl before;
        {
            Program program(arguments);
            before = program.base();
            id = askAt(before, initRequest(2'000'000)).id();
            QCOMPARE(askAt(before, appendRequest(id, 0, QByteArray(1'000'000, 'a'))).status, 200);
            program.process().kill();
            QCOMPARE(program.end(), -1);
        }
        Program program(arguments);
        const QUrl base = program.base();
        QCOMPARE(base, before);
        QCOMPARE(askAt(base, appendRequest(id, 1, QByteArray(1'000'000, 'b'))).status, 200);
        QCOMPARE(askAt(base, finalizeRequest(id)).status, 200);
        const RawAnswer file = askAt(base, request("GET", "/media/" + id.toLatin1() + "/file"));
        QCOMPARE(file.body, QByteArray(1'000'000, 'a') + QByteArray(1'000'000, 'b'));
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void survivesTheLimitOnFiles_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<bool>("fits");
        QTest::newRow("below it") << 10'000 << true;
        QTest::newRow("above it") << 900'000 << false;
    }

    void survivesTheLimitOnFiles()
    {
#ifndef Q_OS_UNIX
        QSKIP("there is no such limit here");
#endif
        QFETCH(int, bytes);
        QFETCH(bool, fits);
        QTemporaryDir folder;
        Program program("ulimit -f 100", {QStringLiteral("--open"), QStringLiteral("--dir"), folder.path()});
        const QUrl base = program.base();
        const QString id = askAt(base, initRequest(bytes)).id();
        const RawAnswer answer = askAt(base, appendRequest(id, 0, QByteArray(bytes, 'a')));
        QVERIFY2(fits ? answer.status == 200 : answer.status == 503 || answer.status == 507, answer.body.constData());
        QCOMPARE(answer.body.contains("The sandbox cannot write to its folder."), !fits);
        QCOMPARE(askAt(base, request("GET", "/2/users/me")).status, 200);
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void writesNoCoreFile()
    {
#ifndef Q_OS_LINUX
        QSKIP("the limits of a process are read from /proc");
#endif
        QTemporaryDir folder;
        // A sanitizer forbids them by itself otherwise.
        Program program("export ASAN_OPTIONS=$ASAN_OPTIONS:disable_coredump=0; ulimit -S -c $(ulimit -H -c)",
                        {QStringLiteral("--open"), QStringLiteral("--dir"), folder.path()});
        QVERIFY(program.base().isValid());
        QFile limits(QStringLiteral("/proc/%1/limits").arg(program.process().processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        const QString told = QString::fromLatin1(limits.readAll());
        QVERIFY2(told.contains(QRegularExpression(QStringLiteral("Max core file size +0 "))), qPrintable(told));
        program.process().terminate();
        QCOMPARE(program.end(), 0);
    }

    void speaksTls()
    {
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf("rtt=2");
        options.tlsCertFile = folder.filePath(QStringLiteral("cert.pem"));
        options.tlsKeyFile = folder.filePath(QStringLiteral("key.pem"));
        if (!makeCertificate(options.tlsCertFile, options.tlsKeyFile))
            QSKIP("There is no openssl to make a certificate with.");
        RunningSandbox box(options);
        QSslSocket socket;
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setCaCertificates(QSslCertificate::fromPath(options.tlsCertFile));
        socket.setSslConfiguration(trusting);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), box.port());
        QVERIFY2(socket.waitForEncrypted(waitMs), qPrintable(socket.errorString()));
        socket.write(request("GET", "/2/users/me").replace("@", QByteArray::number(box.port()).prepend("127.0.0.1:")));
        QByteArray answer;
        while (!answer.contains("username") && socket.waitForReadyRead(waitMs))
            answer += socket.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
    }
};

POSTREEL_TEST_MAIN(TestProgram)
#include "tst_program.moc"
