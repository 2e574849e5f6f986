// An ffprobe that is not there, is slow, is cut off, is broken or runs wild: a shell script in its place.
#include "probe_fixture.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

class TestProbeProcess : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
#ifndef Q_OS_UNIX
        QSKIP("Needs a shell.");
#endif
    }

    void withoutFfprobe()
    {
        const Programs programs(m_folder.path().toUtf8() + "/nowhere");
        RunningSandbox box(quick);
        const QString id = box.readyMedia("noise", "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(stateOf(box, id), QStringLiteral("ready"));
        QCOMPARE(probeOf(box, id), QStringLiteral("none"));
    }

    void cutOffLookIsTakenAgain()
    {
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf(quick);
        options.folder = folder.path();
        QString id;
        {
            const Programs sleepy(Programs::with(m_folder.path(), "exec sleep 600"));
            RunningSandbox box(options);
            id = box.readyMedia("noise", "video/mp4", "tweet_video");
            QTRY_VERIFY(!box.upload(id).value(QStringLiteral("sha256")).toString().isEmpty());
            QCOMPARE(probeOf(box, id), QStringLiteral("running"));
        }
        RunningSandbox box(options);
        TRY_SETTLED(box, id);
        QCOMPARE(stateOf(box, id), QStringLiteral("failed"));
    }

    void aLookStopsNobody()
    {
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        const QByteArray good = goodFilm(m_folder);
        const QByteArray ffprobe = QStandardPaths::findExecutable(QStringLiteral("ffprobe")).toUtf8();
        const QByteArray go = m_folder.filePath(QStringLiteral("go")).toUtf8();
        const Programs waiting(Programs::with(m_folder.path(), "while [ ! -e '" + go +
                                                                   "' ]; do sleep 0.05; done\nexec '" +
                                                                   ffprobe + "' \"$@\""));
        RunningSandbox box(quick);
        // More than are looked at at a time.
        QStringList ids;
        for (int i = 0; i < 4; ++i)
            ids << box.readyMedia(good, "video/mp4", "tweet_video");
        for (const QString &id : ids) {
            QTRY_COMPARE(processingOf(box, id).value(QStringLiteral("state")).toString(),
                         QStringLiteral("in_progress"));
            QCOMPARE(processingOf(box, id).value(QStringLiteral("progress_percent")).toInt(), 99);
            QCOMPARE(stateOf(box, id), QStringLiteral("processing"));
            QCOMPARE(probeOf(box, id), QStringLiteral("running"));
            QCOMPARE(postOf(box, id).status, 400);
        }
        QCOMPARE(box.ask(request("GET", "/2/users/me")).status, 200);
        QCOMPARE(box.ask(request("GET", "/media/" + ids.first().toLatin1() + "/file")).body, good);
        writeFile(m_folder.filePath(QStringLiteral("go")), "go");
        for (const QString &id : ids) {
            TRY_SETTLED(box, id);
            QCOMPARE(probeOf(box, id), QStringLiteral("done"));
            QCOMPARE(postOf(box, id).status, 201);
        }
    }

    // A stand-in that tells its own limits as the codec.
    void runsWithinLimits()
    {
        const QByteArray script =
            R"(echo '{"streams":[{"codec_type":"video","codec_name":"'$(ulimit -v) $(ulimit -t)'"}],"format":{}}')";
        const Programs told(Programs::with(m_folder.path(), script));
        RunningSandbox box(quick);
        const QString id = box.readyMedia("noise", "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(refusalOf(box, id), QStringLiteral("Unsupported video codec: 1048576 60"));
    }

    void brokenFfprobe_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("killed") << QByteArray("kill -9 $$");
        QTest::newRow("hangs") << QByteArray("exec sleep 600");
        QTest::newRow("hangs with its output closed") << QByteArray("exec sleep 600 >&- 2>&-");
        QTest::newRow("talks without end") << QByteArray("exec cat /dev/zero");
        QTest::newRow("talks nonsense") << QByteArray("echo Segmentation fault; exit 1");
        QTest::newRow("fails without a word") << QByteArray("exit 1");
        QTest::newRow("has no memory") << QByteArray("echo '{\"error\":{\"code\":-12}}'; exit 1");
    }
    void brokenFfprobe()
    {
        QFETCH(QByteArray, script);
        const Programs broken(Programs::with(m_folder.path(), script));
        SandboxOptions options = RunningSandbox::optionsOf(quick);
        options.probeLimitMs = 1000;
        RunningSandbox box(options);
        const QString id = box.readyMedia("noise", "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(stateOf(box, id), QStringLiteral("ready"));
        QCOMPARE(probeOf(box, id), QStringLiteral("unknown"));
        QCOMPARE(refusalOf(box, id), QString());
        QCOMPARE(postOf(box, id).status, 201);
    }
};

POSTREEL_TEST_MAIN(TestProbeProcess)
#include "tst_probe_process.moc"
