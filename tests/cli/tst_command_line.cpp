// The command line of PRODUCT.md: what it accepts, and the one sentence for what it does not.
#include "app/base/unjoined_threads.h"
#include "tests/support/test_main.h"
#include "ui/cli/command_line.h"
#include "ui/cli/event_help.h"
#include "ui/cli/options.h"
#include "ui/option_values.h"
#include "ui/timecode.h"

#include <QFile>
#include <QTemporaryDir>
#include <chrono>
#include <thread>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace postreel;

namespace {

constexpr qint64 now = 1'900'000'000'000; // 2030-03-17T17:46:40Z

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u'|', Qt::SkipEmptyParts);
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_input;
    int m_inputReads = 0;

    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    void write(const char *name, const QByteArray &content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    CommandLine parse(const QStringList &arguments)
    {
        m_inputReads = 0;
        const auto input = [this] {
            ++m_inputReads;
            return m_input;
        };
        return readCommandLine(arguments, {m_folder.path(), input, now});
    }
    StartRequest good(const char *arguments)
    {
        const CommandLine line = parse(words(arguments));
        if (!line.ok())
            qWarning("%s", qPrintable(line.problem));
        return line.request;
    }

private Q_SLOTS:
    void initTestCase()
    {
        write("text", "Grüße\nzwei\n");
        write("windows", "one\r\n");
        write("latin1", "Gr\xfc\xdf");
        write("empty", "");
        write("token", "  abc.DEF-123\n");
        write("two-tokens", "abc def");
        write("ca.pem", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
    }

    void aTimeoutHoldsWhileAnOptionsFileIsRead()
    {
#ifdef Q_OS_UNIX
        const QByteArray pipe = path("pipe").toUtf8();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        for (const char *option : {"--text-file", "--access-token-file"}) {
            const CommandLine late = parse({QLatin1String(option), path("pipe"), QStringLiteral("--timeout"), QStringLiteral("0.2"),
                                            QStringLiteral("--api-base"), QStringLiteral("https://a.example")});
            QVERIFY(late.isLate);
            QVERIFY2(late.problem.contains(QStringLiteral("Time is up")), qPrintable(late.problem));
            ::close(::open(pipe.constData(), O_WRONLY | O_NONBLOCK)); // its thread ends
            QVERIFY(unjoinedEnded(QDeadlineTimer(10'000)));
        }
#else
        QSKIP("there are no named pipes here");
#endif
    }

    void aSlowWriterIsReadToItsEnd()
    {
#ifdef Q_OS_UNIX
        const QByteArray pipe = path("slow").toUtf8();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        for (const char *timeout : {"", "--timeout|20|"}) {
            std::thread writer([pipe] {
                QFile file(QString::fromUtf8(pipe));
                if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                    return;
                for (const char *part : {"slo", "wly"}) {
                    file.write(part);
                    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // that is what it is to be: slow
                }
            });
            const CommandLine line = parse(words(timeout) << QStringLiteral("--text-file") << path("slow"));
            writer.join();
            QVERIFY2(line.ok(), qPrintable(line.problem));
            QCOMPARE(line.request.text, QStringLiteral("slowly"));
            QVERIFY(line.request.timeoutMs < 20'000); // what is left of it
        }
#else
        QSKIP("there are no named pipes here");
#endif
    }

    void nothingAtAll()
    {
        const CommandLine line = parse({});
        QVERIFY(line.ok());
        QCOMPARE(line.request, StartRequest());
        QVERIFY(!line.request.makesPosts());
    }

    void everythingTogether()
    {
        const StartRequest request = good("--sandbox=rtt=60,up=100|--text|Hi|--alt|A cat|--subtitles=s.srt:en|--cover|1:02.5|"
                                     "--at=2030-05-01T18:00:00Z|--post|--fix=auto|--send-anyway|--limit|512|--timeout|1.5|"
                                     "--once|k|--quit-when-done|--events|e.jsonl|--profile|p|film.mp4");
        QVERIFY(request.sandbox && request.post && request.sendAnyway && request.quitWhenDone);
        QCOMPARE(request.sandboxSpec, QStringLiteral("rtt=60,up=100"));
        QCOMPARE(request.text, QStringLiteral("Hi"));
        QCOMPARE(request.altTexts, QStringList(QStringLiteral("A cat")));
        QCOMPARE(request.subtitles, (QVector<StartRequest::Subtitle>{{path("s.srt"), QStringLiteral("EN")}}));
        QCOMPARE(request.coverMs, 62'500);
        QCOMPARE(request.atMs, QDateTime(QDate(2030, 5, 1), QTime(18, 0), Qt::UTC).toMSecsSinceEpoch());
        QCOMPARE(request.limitBytesPerSecond, 512 * 1024);
        QCOMPARE(request.timeoutMs, 1500);
        QCOMPARE(request.onceKey, QStringLiteral("k"));
        QCOMPARE(request.events, path("e.jsonl"));
        QCOMPARE(request.profile, path("p"));
        QCOMPARE(request.files, QStringList(path("film.mp4")));
        QVERIFY(request.wantsSandbox() && request.quitsByItself());
    }

    void aRequestComesBackFromJson()
    {
        StartRequest full = good("--sandbox=seed=1|--text|\u00fc \u202e|--post|--each|--alt|1|--at|2030-05-01T18:00Z|--cover=3|"
                            "--limit=32|--timeout=2|--quit-when-done|--events=-|--profile=p|--send-anyway|a b.mp4");
        full.token = "secret";
        full.subtitles = {{QStringLiteral("/s"), QStringLiteral("DE")}};
        QCOMPARE(StartRequest::fromJson(full.toJson()), full);
        full.kind = StartRequest::Kind::Check;
        QCOMPARE(StartRequest::fromJson(full.toJson()), full);
        QCOMPARE(StartRequest::fromJson({}), StartRequest());
    }

    void optionsEndAtTwoDashes()
    {
        const StartRequest request = good("--post|--|--text|-");
        QCOMPARE(request.files, (QStringList{path("--text"), path("-")}));
        QVERIFY(request.text.isEmpty());
    }

    void anOptionalValueComesWithEqualsAlone()
    {
        const StartRequest request = good("--sandbox|rtt=60");
        QVERIFY(request.sandbox && request.sandboxSpec.isEmpty());
        QCOMPARE(request.files, QStringList(path("rtt=60")));
    }

    void aValueMayLookLikeAnOption()
    {
        QCOMPARE(good("--text|-5 degrees|f").text, QStringLiteral("-5 degrees"));
        QCOMPARE(good("--text=--post|f").text, QStringLiteral("--post"));
        QCOMPARE(good("--text|--not an option|f").text, QStringLiteral("--not an option"));
    }

    void oddNamesStayExact()
    {
        const QString name = QStringLiteral("a \"quote\"\n\U0001F600 \u202Efdp.mp4");
        const CommandLine line = parse({name});
        QVERIFY(line.ok());
        QCOMPARE(line.request.files, QStringList(m_folder.filePath(name)));
    }

    void texts()
    {
        QCOMPARE(good("--text-file|text").text, QString::fromUtf8("Grüße\nzwei"));
        QCOMPARE(good("--text-file|windows").text, QStringLiteral("one"));
        QCOMPARE(m_inputReads, 0);
        m_input = "from a pipe\n";
        QCOMPARE(good("--text-file|-").text, QStringLiteral("from a pipe"));
        QCOMPARE(m_inputReads, 1);
    }

    void tokens()
    {
        QCOMPARE(good("--access-token-file|token|f").token, QByteArray("abc.DEF-123"));
        m_input = "piped\n";
        QCOMPARE(good("--access-token-file=-|f").token, QByteArray("piped"));
    }

    void help()
    {
        QCOMPARE(good("--help").kind, StartRequest::Kind::Help);
        QCOMPARE(good("-h").kind, StartRequest::Kind::Help);
        QCOMPARE(good("--version").kind, StartRequest::Kind::Version);
        QCOMPARE(good("--help-events").kind, StartRequest::Kind::HelpEvents);
        QCOMPARE(good("--post|--help|--nonsense").kind, StartRequest::Kind::Help);
        for (const Option &option : options())
            QVERIFY2(commandLineHelp().contains(QStringLiteral("\n  --") % QLatin1String(option.name)), option.name);
        for (const QString &line : commandLineHelp().split(u'\n'))
            QVERIFY2(line.size() <= 112, qPrintable(line));
    }

    void helpOfEventsHoldsTheLists()
    {
        const QString text = eventHelpText();
        for (const char *word : {"NeedsFix", "\n  Waiting for media\n", "\n  CaptivePortal\n", "RateLimited",
                                 "X will refuse", "\nhello ", "\nsummary ", "\nposted "})
            QVERIFY2(text.contains(QLatin1String(word)), word);
        QVERIFY(!text.contains(QStringLiteral("None")));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("named"); // what the sentence has to name
        const auto row = [](const char *arguments, const char *named) {
            QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(named);
        };
        row("--nonsense", "--nonsense");
        row("--pots|f", "--post");
        row("-x", "-x");
        row("--text", "--text");
        row("--text|--post|f", "--text");
        row("--post=yes|f", "--post");
        row("--limit|64|--limit|64", "--limit");
        row("--limit=", "--limit");
        row("--limit|fast", "--limit");
        row("--limit|0", "--limit");
        row("--limit|31", "--limit");
        row("--limit|-1", "--limit");
        row("--limit|1.5", "--limit");
        row("--timeout|0", "--timeout");
        row("--timeout|-1", "--timeout");
        row("--timeout|nan", "--timeout");
        row("--timeout|soon", "--timeout");
        row("--at|tomorrow", "--at");
        row("--at|2030-05-01", "--at");
        row("--at|2030-13-01T00:00", "--at");
        row("--at|2001-01-01T00:00Z", "past");
        row("--at|2030-05-01T18:00Z|f", "--post");
        row("--cover|middle|f", "--cover");
        row("--cover|1:75|f", "--cover");
        row("--cover|1", "--cover");
        row("--subtitles|film.srt|f", "--subtitles");
        row("--subtitles|film.srt:english|f", "--subtitles");
        row("--subtitles|film.srt:E1|f", "--subtitles");
        row("--subtitles|s:EN|a|b", "--subtitles");
        row("--fix|maybe", "--fix");
        row("--api-base|http://api.example.org|f", "--api-base");
        row("--api-base|http://127.0.0.1.example.org|f", "--api-base");
        row("--api-base|http://128.0.0.1|f", "--api-base");
        row("--api-base|ftp://127.0.0.1|f", "--api-base");
        row("--api-base|api.example.org|f", "--api-base");
        row("--api-base|https://|f", "--api-base");
        row("--api-base|https://me:pw@api.example.org|f", "--api-base");
        row("--api-base|https://api.example.org?x=1|f", "--api-base");
        row("--api-base|https://a.example|--sandbox", "--api-base");
        row("--access-token-file|missing|f", "missing");
        row("--access-token-file|.|f", "--access-token-file");
        row("--access-token-file|empty|f", "empty");
        row("--access-token-file|two-tokens|f", "two-tokens");
        row("--access-token-file|token|--account|@me|f", "--account");
        row("--sandbox|--account|@me|f", "--account");
        row("--account|sandbox|--access-token-file|token", "--access-token-file");
        row("--ca-file|text|--api-base|https://a.example", "text");
        row("--ca-file|missing|--api-base|https://a.example", "missing");
        row("--ca-file|ca.pem", "--ca-file");
        row("--text-file|missing|f", "missing");
        row("--text-file|latin1|f", "latin1");
        row("--text|a|--text-file|text", "--text-file");
        row("--text-file|-|--access-token-file|-|f", "standard input");
        row("--post", "--post");
        row("--post|--text-file|empty", "--post");
        row("--post|--text=", "--post");
        row("--check", "--check");
        row("--check|--post|f", "--post");
        row("--alt|a", "--alt");
        row("--alt|a|--alt|b|f", "--alt");
        row("a|b|c|d|e", "--each");
        row("--once|k|--each|a|b", "--once");
        row("--profile=", "--profile");
        row("--once=", "--once");
    }

    void refused()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, named);
        m_input = "x";
        const CommandLine line = parse(words(arguments.toUtf8().constData()));
        QVERIFY2(!line.ok(), "it was accepted");
        QVERIFY2(line.problem.contains(named), qPrintable(line.problem));
        QVERIFY2(!line.problem.contains(u'\n'), qPrintable(line.problem));
        QVERIFY2(line.problem.endsWith(u'.'), qPrintable(line.problem));
        QVERIFY2(!line.problem.contains(QStringLiteral(":pw@")) && !line.problem.contains(QStringLiteral("abc")),
                 "a secret is shown");
        QCOMPARE(m_inputReads, 0);
        QCOMPARE(line.request, StartRequest());
    }

    void apiBases_data()
    {
        QTest::addColumn<QString>("base");
        for (const char *base : {"https://api.example.org", "https://api.example.org:8443/prefix", "http://127.0.0.1:8080",
                                 "http://localhost", "http://LOCALHOST:1", "http://[::1]:80", "http://127.8.9.10"})
            QTest::newRow(base) << QString::fromUtf8(base);
    }

    void apiBases()
    {
        QFETCH(QString, base);
        QString why;
        const auto plain = apiBaseOf(base, &why);
        QVERIFY2(plain, qPrintable(why));
        QCOMPARE(apiBaseOf(base % u'/', &why), plain);
    }

    void moments()
    {
        QCOMPARE(parseTimecode(QStringLiteral("0")), 0);
        QCOMPARE(parseTimecode(QStringLiteral("90")), 90'000);
        QCOMPARE(parseTimecode(QStringLiteral("12.5")), 12'500);
        QCOMPARE(parseTimecode(QStringLiteral("1.0625")), 1'062);
        QCOMPARE(parseTimecode(QStringLiteral("90:01")), 5'401'000);
        QCOMPARE(parseTimecode(QStringLiteral("1:00:02.25")), 3'602'250);
        for (const char *bad : {"", "-1", "1:", ":1", "1:60", "1:60:00", "1,5", "1s", "1:2:3:4"})
            QVERIFY2(!parseTimecode(QLatin1String(bad)), bad);
    }

    void aMomentAgoIsNotPast()
    {
        const QString at = QDateTime::fromMSecsSinceEpoch(now - 30'000, Qt::UTC).toString(Qt::ISODate);
        QCOMPARE(parse({QStringLiteral("--post"), QStringLiteral("--at"), at, QStringLiteral("f")}).request.atMs, now - 30'000);
    }
};

POSTREEL_TEST_MAIN(TestCommandLine)
#include "tst_command_line.moc"
