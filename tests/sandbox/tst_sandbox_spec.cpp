// The words of the SPEC, the grammar of faults, the processing scripts, the command line.
#include "app/sandbox/command_line.h"
#include "tests/support/test_main.h"

#include <QTemporaryFile>

using namespace postreel;
using namespace postreel::sandbox;

class TestSandboxSpec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryWord()
    {
        const Result<SandboxSpec> spec = SandboxSpec::parse(QStringLiteral(
            "rtt=60,up=100,down=12.5,think=150,faults=stall,processing=pending:1,in_progress:50:1,succeeded,"
            "limits=off,probe=off,expires=30,tokens=9,seed=7,forms=command,account=premium"));
        QVERIFY2(spec.ok(), qPrintable(spec.error().detail));
        QCOMPARE(spec->link.rttMs, 60.0);
        QCOMPARE(spec->link.upMbit, 100.0);
        QCOMPARE(spec->link.downMbit, 12.5);
        QCOMPARE(spec->thinkMs, 150.0);
        QCOMPARE(spec->faults.text(), QStringLiteral("stall"));
        QCOMPARE(spec->processing.at(1500).percent, 50);
        QCOMPARE(spec->processing.at(99999).state, ProcessingState::Succeeded);
        QVERIFY(!spec->limits);
        QVERIFY(!spec->probe);
        QCOMPARE(spec->expiresSecs, 30);
        QCOMPARE(spec->tokenSecs, 9);
        QCOMPARE(spec->seed, 7U);
        QCOMPARE(spec->forms, ServedForms::Command);
        QCOMPARE(spec->subscription, QStringLiteral("Premium"));
        QVERIFY(SandboxSpec::parse({}).ok());
    }

    void checksContentWhereThereIsTimeForIt()
    {
        const auto checks = [](const char *text) {
            return SandboxSpec::parse(QString::fromUtf8(text))->checksContent();
        };
        QVERIFY(checks(""));
        QVERIFY(checks("processing=strict"));
        QVERIFY(checks("processing=pending:0,succeeded"));
        QVERIFY(!checks("probe=off"));
        QVERIFY(!checks("processing=none"));
        QVERIFY(!checks("processing=instant"));
        QVERIFY(!checks("processing=failed:30"));
    }

    void refusesInOneSentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *text, const char *names) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(names);
        };
        row("rtt=-1", "rtt");
        row("rtt=x", "rtt");
        row("rtt=nan", "rtt");
        row("up=inf", "up");
        row("nonsense", "nonsense");
        row("colour=red", "colour");
        row("limits=maybe", "limits");
        row("probe=maybe", "probe");
        row("forms=all", "forms");
        row("expires=0", "expires");
        row("processing=quick", "quick");
        row("processing=in_progress:x", "in_progress:x");
        row("faults=earthquake", "earthquake");
        row("faults=cut@moon", "cut@moon");
        row("faults=cut@page", "cut@page");
        row("faults=cut@append#0", "cut@append#0");
        row("faults=cut@append#3-2", "cut@append#3-2");
        row("faults=status@append", "status@append");
        row("faults=cut503@append", "cut503@append");
        row("faults=limit@append", "limit@append");
        row("faults=wear@append:0", "wear@append:0");
        row("faults=stall+", "\"\"");
    }
    void refusesInOneSentence()
    {
        QFETCH(QString, text);
        QFETCH(QString, names);
        const Result<SandboxSpec> spec = SandboxSpec::parse(text);
        QVERIFY(!spec.ok());
        QCOMPARE(spec.error().kind, ErrorKind::Usage);
        QVERIFY2(spec.error().detail.contains(names), qPrintable(spec.error().detail));
        QVERIFY(spec.error().detail.endsWith(u'.'));
    }

    void everySceneAndScriptIsValid()
    {
        for (const FaultScene &scene : faultScenes()) {
            const Result<FaultPlan> plan = FaultPlan::parse(QLatin1String(scene.name));
            QVERIFY2(plan.ok(), scene.name);
            QVERIFY2(helpText().contains(QLatin1String(scene.name)), scene.name);
        }
        for (const NamedScript &script : processingScripts()) {
            QVERIFY2(ProcessingScript::parse(QLatin1String(script.name)).ok(), script.name);
            QVERIFY2(helpText().contains(QLatin1String(script.name)), script.name);
        }
    }

    void countsOccurrences()
    {
        FaultPlan plan = *FaultPlan::parse(QStringLiteral("cut@append#2:7+status503@any#3-4"));
        QVERIFY(plan.faultsForNext(Call::Append).isEmpty());
        QList<Fault> second = plan.faultsForNext(Call::Append);
        QCOMPARE(second.size(), 1);
        QCOMPARE(second.first().action, FaultAction::Cut);
        QCOMPARE(second.first().byte, 7);
        QCOMPARE(plan.faultsForNext(Call::Status).first().status, 503);
        QVERIFY(plan.faultsForNext(Call::Page).isEmpty());
        QCOMPARE(plan.faultsForNext(Call::Append).size(), 1);
        QVERIFY(plan.faultsForNext(Call::Append).isEmpty());
    }

    void chanceFollowsTheSeed()
    {
        const auto struck = [](quint64 seed) {
            FaultPlan plan = *FaultPlan::parse(QStringLiteral("random@any:20"), seed);
            QList<int> when;
            for (int i = 0; i < 500; ++i)
                if (!plan.faultsForNext(Call::Append).isEmpty())
                    when.append(i);
            return when;
        };
        QCOMPARE(struck(3), struck(3));
        QVERIFY(struck(3) != struck(4));
        QVERIFY(struck(3).size() > 50 && struck(3).size() < 150);
    }

    void commandLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence"); // empty: it is right
        const auto row = [](const char *arguments, const char *sentence) {
            QTest::newRow(arguments) << QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts)
                                     << QString::fromUtf8(sentence);
        };
        row("--port 0 --dir /tmp/x --rtt 60 --up 100", "");
        row("--dir=/tmp/x --spec rtt=5,faults=stall --seed=4", "");
        row("--dir /tmp/x --client abc:http://127.0.0.1:1/cb", "");
        row("--open --dir /tmp/x", "");
        row("--help", "");
        row("", "--dir");
        row("--dir", "--dir");
        row("--port 70000 --dir x", "70000");
        row("--port abc --dir x", "abc");
        row("--dir x --colour red", "--colour");
        row("--dir x --open=yes", "--open");
        row("--dir x stray", "stray");
        row("--dir x --rtt fast", "rtt=fast");
        row("--dir x --tls-cert a.pem", "--tls-key");
        row("--dir x --client abc", "abc");
        row("--dir x --token-file /no/such/file", "/no/such/file");
    }
    void commandLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const Result<SandboxCall> call = parseCommandLine(arguments);
        QCOMPARE(call.ok(), sentence.isEmpty());
        QVERIFY2(call.error().detail.contains(sentence), qPrintable(call.error().detail));
    }

    void clientsAndTokens()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("# a comment\nsecret-one\nsecret-two ada media.write,tweet.read\n");
        file.flush();
        const Result<SandboxCall> call = parseCommandLine(
            {QStringLiteral("--dir"), QStringLiteral("x"), QStringLiteral("--token-file"), file.fileName(),
             QStringLiteral("--client"), QStringLiteral("app:s3cret:http://127.0.0.1:9/cb")});
        QVERIFY(call.ok());
        QVERIFY(call->options.anyTokenUser.isEmpty());
        QCOMPARE(call->tokens.size(), 2);
        QCOMPARE(call->tokens.at(0).user, QStringLiteral("sandbox"));
        QCOMPARE(call->tokens.at(1).user, QStringLiteral("ada"));
        QCOMPARE(call->tokens.at(1).scopes.size(), 2);
        QCOMPARE(call->options.clients.first().secret, QByteArray("s3cret"));
        QCOMPARE(call->options.clients.first().callback, QStringLiteral("http://127.0.0.1:9/cb"));
    }
};

POSTREEL_TEST_MAIN(TestSandboxSpec)
#include "tst_sandbox_spec.moc"
