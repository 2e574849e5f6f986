#include "app/media/files/tool_process.h"
#include "tests/media/good_film.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

class TestToolProcess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void ends_data();
    void ends();
    void limits();
    void inputs_data();
    void inputs();
};

void TestToolProcess::initTestCase()
{
    if (toolPath(text("sh")).isEmpty())
        QSKIP("there is no shell to play a tool");
}

void TestToolProcess::ends_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<ToolLimits>("limits");
    QTest::addColumn<ToolRun::End>("end");
    QTest::addColumn<QByteArray>("output");
    using enum ToolRun::End;
    QTest::newRow("done") << text("echo hello") << ToolLimits{} << Done << QByteArray("hello\n");
    QTest::newRow("failed") << text("echo x; exit 3") << ToolLimits{} << Failed << QByteArray("x\n");
    QTest::newRow("crashed") << text("echo x; kill -SEGV $$") << ToolLimits{} << Crashed << QByteArray("x\n");
    QTest::newRow("too long") << text("echo x; exec sleep 60") << ToolLimits{.wallMs = 300} << TimedOut
                              << QByteArray("x\n");
    QTest::newRow("too busy") << text("while :; do :; done") << ToolLimits{.cpuSeconds = 1, .wallMs = 600'000} << Crashed
                              << QByteArray();
    QTest::newRow("no standard input")
        << text("cat; echo end") << ToolLimits{} << Done << QByteArray("end\n");
    QTest::newRow("nothing of what it complains of")
        << text("echo x >&2") << ToolLimits{} << Done << QByteArray();
    QTest::newRow("quiet at first") << text("sleep 0.2; echo late") << ToolLimits{} << Done
                                    << QByteArray("late\n");
}

void TestToolProcess::ends()
{
    QFETCH(QString, script);
    QFETCH(ToolLimits, limits);
    const ToolRun run = runTool(text("sh"), {text("-c"), script}, limits);
    QTEST(run.end, "end");
    QTEST(run.output, "output");
}

void TestToolProcess::limits()
{
    QCOMPARE(runTool(text("no-such-tool"), {}, {}).end, ToolRun::End::NotStarted);
    const ToolRun much =
        runTool(text("sh"), {text("-c"), text("while :; do echo much; done")}, {.outputBytes = 10'000});
    QCOMPARE(much.end, ToolRun::End::TooMuch);
    QVERIFY(much.output.startsWith("much\n"));
#ifdef Q_OS_LINUX
    const ToolRun told = runTool(text("sh"), {text("-c"), text("ulimit -v; ulimit -t; ulimit -c; nice")},
                                 {.memoryBytes = 512'000 * 1024LL, .cpuSeconds = 7});
    QCOMPARE(told.output.split('\n').mid(0, 3), (QList<QByteArray>{"512000", "7", "0"}));
    QVERIFY(told.output.split('\n').value(3).toInt() >= 10);
#endif
}

void TestToolProcess::inputs_data()
{
    QTest::addColumn<QString>("reader");
    QTest::newRow("video/mp4") << text("mov");
    QTest::newRow("video/quicktime") << text("mov");
    QTest::newRow("video/webm") << text("matroska");
    QTest::newRow("video/mp2t") << text("mpegts");
    QTest::newRow("image/gif") << text("gif");
    QTest::newRow("text/srt") << QString();
    QTest::newRow("") << QString();
}

void TestToolProcess::inputs()
{
    QFETCH(QString, reader);
    const QStringList options = inputOptions(text(QTest::currentDataTag()));
    QCOMPARE(options.mid(0, 2), (QStringList{text("-protocol_whitelist"), text("file")}));
    if (!reader.isEmpty()) {
        QCOMPARE(options.mid(2), (QStringList{text("-f"), reader}));
        return;
    }
    QCOMPARE(options[2], text("-format_whitelist"));
    for (const char *playlist : {"hls", "concat", "dash", "image2"})
        QVERIFY(!options[3].split(u',').contains(text(playlist)));
    QCOMPARE(inputFile(text("-y")), text("file:-y"));
}

POSTREEL_TEST_MAIN(TestToolProcess)
#include "tst_tool_process.moc"
