// What becomes of real films, GIFs, pictures and subtitles.
#include "probe_fixture.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

namespace {
const QByteArray subRip = "1\n00:00:00,000 --> 00:00:01,500\nHi\n";
} // namespace

class TestProbe : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void films_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code"); // of processing's error; 0: none
        QTest::addColumn<int>("post"); // status of Create Post
        QTest::addColumn<QString>("says");
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        int number = 0;
        // `picture`: size and rate; `how`: options of the encoders.
        const auto row = [&number](const char *name, const char *picture, const char *how, const char *ending,
                                   int code, int post, const char *says) {
            const QString sources =
                QStringLiteral("-f lavfi -i testsrc2=size=%1 -f lavfi -i sine -t 1 -pix_fmt yuv420p %2")
                    .arg(QLatin1String(picture), QLatin1String(how));
            QTest::newRow(name) << sources << QStringLiteral("%1.%2").arg(number++).arg(QLatin1String(ending))
                                << code << post << QString::fromLatin1(says);
        };
        const auto taken = [&row](const char *name, const char *picture, const char *how,
                                  const char *ending) { row(name, picture, how, ending, 0, 201, ""); };
        const auto refused = [&row](const char *name, const char *picture, const char *how, int code,
                                    const char *says) { row(name, picture, how, "mp4", code, 400, says); };
        const char *plain = "-c:v libx264 -c:a aac";
        taken("as X wants it", "320x180:rate=30", plain, "mp4");
        taken("60 fps", "320x180:rate=60", plain, "mp4");
        taken("1080p", "1920x1080:rate=10", plain, "mp4");
        taken("HEVC in MOV", "320x180:rate=30",
              "-c:v libx265 -x265-params log-level=error -tag:v hvc1 -c:a aac", "mov");
        taken("VP9 in WebM", "320x180:rate=30", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
              "webm");
        taken("ProRes in MOV", "320x180:rate=30", "-pix_fmt yuv422p10le -c:v prores_ks -c:a pcm_s16le",
              "mov");
        taken("TS", "320x180:rate=30", plain, "ts");
        taken("silent", "320x180:rate=30", "-c:v libx264 -an", "mp4");
        refused("no picture", "320x180:rate=30", "-vn -c:a aac", 1, "No video stream");
        refused("MPEG-4", "320x180:rate=30", "-c:v mpeg4 -c:a aac", 3, "codec: mpeg4");
        refused("interlaced", "320x180:rate=30", "-vf interlace -flags +ildct+ilme -c:v libx264 -c:a aac", 1,
                "Interlaced");
        refused("4:4:4", "320x180:rate=30", "-pix_fmt yuv444p -c:v libx264 -c:a aac", 1, "yuv444p");
        refused("10 bit", "320x180:rate=30", "-pix_fmt yuv420p10le -c:v libx264 -c:a aac", 1, "yuv420p10le");
        refused("AAC LTP", "320x180:rate=30", "-c:v libx264 -c:a aac -profile:a aac_ltp -strict -2", 1,
                "audio profile: LTP");
        refused("5.1", "320x180:rate=30", "-c:v libx264 -c:a aac -ac 6", 1,
                "audio channels, maximum:2, actual:6");
        refused("wide pixels", "320x180:rate=30", "-vf setsar=4/3 -c:v libx264 -c:a aac", 1,
                "pixel aspect ratio: 4:3");
        refused("wide frame", "400x100:rate=30", plain, 1, "aspect ratio");
        refused("small frame", "60x30:rate=30", plain, 1, "Dimensions too small");
        refused("short", "320x180:rate=30", "-t 0.3 -c:v libx264 -an", 1,
                "Duration too short, minimum:500, actual:300");
        refused("120 fps", "320x180:rate=120", plain, 0, "120 frames per second");
        row("120 fps of a telephone", "320x180:rate=120",
            "-c:v libx265 -x265-params log-level=error -tag:v hvc1 -c:a aac", "mov", 0, 400,
            "120 frames per second");
        refused("huge frame", "4200x1500:rate=2", "-c:v libx264 -preset ultrafast -c:a aac", 0, "4200x1500");
        refused("another container", "320x180:rate=30", "-f avi -c:v libx264 -c:a aac", 1, "Invalid");
    }
    void films()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, name);
        QFETCH(int, code);
        QFETCH(int, post);
        QFETCH(QString, says);
        RunningSandbox box(quick);
        const QString id = box.readyMedia(made(m_folder, arguments, name), "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(probeOf(box, id), QStringLiteral("done"));
        QVERIFY2(refusalOf(box, id).contains(says), qPrintable(refusalOf(box, id)));
        QCOMPARE(refusalOf(box, id).isEmpty(), says.isEmpty());
        const QJsonObject processing = processingOf(box, id);
        QCOMPARE(processing.value(QStringLiteral("state")).toString(),
                 code == 0 ? QStringLiteral("succeeded") : QStringLiteral("failed"));
        const QJsonObject error = processing.value(QStringLiteral("error")).toObject();
        QCOMPARE(error.value(QStringLiteral("code")).toInt(), code);
        if (code != 0) {
            QCOMPARE(error.value(QStringLiteral("name")).toString(),
                     code == 3 ? QStringLiteral("UnsupportedMedia") : QStringLiteral("InvalidMedia"));
            QCOMPARE(error.value(QStringLiteral("message")).toString(), refusalOf(box, id));
        }
        const RawAnswer posted = postOf(box, id);
        QCOMPARE(posted.status, post);
        if (post == 400) {
            QVERIFY(posted.body.contains("Your media IDs are invalid"));
            QCOMPARE(posted.headers.value("content-type"), QByteArray("application/problem+json"));
        }
    }

    void noFilmAtAll_data()
    {
        QTest::addColumn<bool>("torn");
        QTest::newRow("noise behind the head of an MP4") << false;
        QTest::newRow("a film without its end") << true;
    }
    void noFilmAtAll()
    {
        QFETCH(bool, torn);
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        RunningSandbox box(quick);
        const QByteArray noFilm = QByteArray("\0\0\0\x18"
                                             "ftypisom",
                                             12) +
                                  QByteArray(5000, 'n');
        const QByteArray bytes = torn ? goodFilm(m_folder).chopped(goodFilm(m_folder).size() / 2) : noFilm;
        for (const char *category : {"tweet_video", "amplify_video", "tweet_gif"}) {
            const QString id = box.readyMedia(bytes, "video/mp4", category);
            TRY_SETTLED(box, id);
            QCOMPARE(stateOf(box, id), QStringLiteral("failed"));
            const QJsonObject error = processingOf(box, id).value(QStringLiteral("error")).toObject();
            QCOMPARE(error.value(QStringLiteral("code")).toInt(), 1);
            QCOMPARE(error.value(QStringLiteral("name")).toString(), QStringLiteral("InvalidMedia"));
        }
    }

    void isLookedAtOnlyWhereItIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::newRow("probe=off") << QByteArray("probe=off,processing=pending:0.01,succeeded");
        QTest::newRow("none") << QByteArray("processing=none");
        QTest::newRow("instant") << QByteArray("processing=instant");
    }
    void isLookedAtOnlyWhereItIsAskedFor()
    {
        QFETCH(QByteArray, spec);
        RunningSandbox box(spec.constData());
        const QString id = box.readyMedia("noise", "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(stateOf(box, id), QStringLiteral("ready"));
        QCOMPARE(probeOf(box, id), QStringLiteral("none"));
        QCOMPARE(postOf(box, id).status, 201);
        const QString picture = box.readyMedia("noise");
        QCOMPARE(stateOf(box, picture), QStringLiteral("ready"));
        const QString subtitles = box.readyMedia("noise", "text/srt", "subtitles");
        QCOMPARE(stateOf(box, subtitles), QStringLiteral("ready"));
    }

    void longFilms()
    {
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        const QByteArray bytes =
            made(m_folder,
                 QStringLiteral("-f lavfi -i color=size=64x64:rate=1 -t 1202 -c:v libx264 -preset "
                                "ultrafast -pix_fmt yuv420p"),
                 QStringLiteral("long.mp4"));
        RunningSandbox box(quick);
        const QString id = box.readyMedia(bytes, "video/mp4", "tweet_video");
        TRY_SETTLED(box, id);
        QCOMPARE(stateOf(box, id), QStringLiteral("ready"));
        const RawAnswer refused = postOf(box, id);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.json().value(QStringLiteral("detail")).toString(),
                 QStringLiteral("You are not allowed to post a video longer than 20 minutes."));
        QCOMPARE(refusalOf(box, id), QStringLiteral("longer than 20 minutes"));
        box.sandbox().apply(specOf("account=premium"));
        QCOMPARE(postOf(box, id).status, 201);
        QCOMPARE(refusalOf(box, id), QString());
    }

    void loops_data()
    {
        QTest::addColumn<QString>("picture");
        QTest::addColumn<QString>("says");
        QTest::newRow("a GIF") << QStringLiteral("testsrc2=size=100x100:rate=10 -t 1") << QString();
        QTest::newRow("350 frames") << QStringLiteral("testsrc2=size=16x16:rate=10 -frames:v 350")
                                    << QString();
        QTest::newRow("351 frames") << QStringLiteral("testsrc2=size=16x16:rate=10 -frames:v 351")
                                    << QStringLiteral("Too many GIF frames, maximum:350, actual:351");
        QTest::newRow("too wide") << QStringLiteral("color=size=1300x20:rate=10 -t 0.3")
                                  << QStringLiteral("maximum:1280x1080, actual:1300x20");
        QTest::newRow("many pixels") << QStringLiteral("color=size=1280x1000:rate=10 -frames:v 240")
                                     << QStringLiteral("Too many GIF pixels");
    }
    void loops()
    {
        QFETCH(QString, picture);
        QFETCH(QString, says);
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        const QString name = QStringLiteral("%1.gif").arg(QLatin1String(QTest::currentDataTag()));
        RunningSandbox box(quick);
        const QString id = box.readyMedia(made(m_folder, QStringLiteral("-f lavfi -i ") % picture, name),
                                          "image/gif", "tweet_gif");
        TRY_SETTLED(box, id);
        QCOMPARE(probeOf(box, id), QStringLiteral("done"));
        QCOMPARE(stateOf(box, id), says.isEmpty() ? QStringLiteral("ready") : QStringLiteral("failed"));
        QVERIFY2(refusalOf(box, id).contains(says), qPrintable(refusalOf(box, id)));
        QCOMPARE(postOf(box, id).status, says.isEmpty() ? 201 : 400);
    }

    void verdictOutlastsTheProcess()
    {
        if (!haveTools())
            QSKIP("ffmpeg is not installed");
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf(quick);
        options.folder = folder.path();
        QString failed;
        QString fast;
        {
            RunningSandbox box(options);
            failed = box.readyMedia("noise", "video/mp4", "tweet_video");
            fast = box.readyMedia(
                made(m_folder,
                     QStringLiteral("-f lavfi -i testsrc2=size=320x180:rate=120 -t 1 -c:v libx264 "
                                    "-pix_fmt yuv420p"),
                     QStringLiteral("fast.mp4")),
                "video/mp4", "tweet_video");
            TRY_SETTLED(box, failed);
            TRY_SETTLED(box, fast);
        }
        const Programs none(folder.path().toUtf8() + "/nowhere"); // nobody could look again
        for (int start = 0; start < 2; ++start) {
            RunningSandbox box(options);
            QCOMPARE(stateOf(box, failed), QStringLiteral("failed"));
            QCOMPARE(processingOf(box, failed).value(QStringLiteral("error"))[QStringLiteral("code")].toInt(),
                     1);
            QCOMPARE(stateOf(box, fast), QStringLiteral("ready"));
            QCOMPARE(refusalOf(box, fast), QStringLiteral("120 frames per second, X takes 60"));
            QCOMPARE(postOf(box, fast).status, 400);
        }
    }

    void picturesAndSubtitles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("category");
        QTest::addColumn<QByteArray>("says"); // empty: taken
        const auto row = [](const char *name, const QByteArray &bytes, const char *type, const char *category,
                            const char *says) {
            QTest::newRow(name) << bytes << QByteArray(type) << QByteArray(category) << QByteArray(says);
        };
        row("PNG", "\x89PNG\r\n\x1a\n ...", "image/png", "tweet_image", "");
        row("JPEG", "\xff\xd8\xff\xe0 ...", "image/jpeg", "tweet_image", "");
        row("noise as a picture", "noise", "image/png", "tweet_image", "no image that can be read");
        row("a film as a picture",
            QByteArray("\0\0\0\x18"
                       "ftypisom",
                       12),
            "image/jpeg", "tweet_image", "no image");
        row("SubRip", subRip, "text/srt", "subtitles", "");
        row("WebVTT as SubRip", "WEBVTT\n", "text/srt", "subtitles", "");
        row("Latin-1", subRip + "gr\xfc\xdf dich\n", "text/srt", "subtitles", "not valid UTF-8");
        row("a letter", "Dear reader,\n", "text/vtt", "subtitles", "neither SubRip nor WebVTT");
    }
    void picturesAndSubtitles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, category);
        QFETCH(QByteArray, says);
        RunningSandbox box(quick);
        const QString id = box.ask(initRequest(bytes.size(), type, category)).id();
        // In two segments, the later one first.
        QCOMPARE(box.ask(appendRequest(id, 1, bytes.mid(5))).status, bytes.size() > 5 ? 200 : 400);
        QCOMPARE(box.ask(appendRequest(id, 0, bytes.left(5))).status, 200);
        const RawAnswer answer = box.ask(finalizeRequest(id));
        QCOMPARE(answer.status, says.isEmpty() ? 200 : 400);
        QVERIFY2(answer.body.contains(says), answer.body.constData());
        QCOMPARE(stateOf(box, id), says.isEmpty() ? QStringLiteral("ready") : QStringLiteral("uploading"));
        if (says.isEmpty())
            return;
        const RawAnswer atOnce = box.ask(
            request("POST", "/2/media/upload",
                    multipart({{"media", bytes, "blob"}, {"media_category", category}}), multipartType));
        QCOMPARE(atOnce.status, 400);
        QCOMPARE(box.list("uploads").size(), 1); // what was refused is not there
    }

    void coverTitleAndDescription()
    {
        RunningSandbox box("limits=off,processing=instant");
        box.sandbox().addToken("other", QStringLiteral("other"));
        const QByteArray video = box.readyMedia("film", "video/mp4", "tweet_video").toLatin1();
        const QByteArray picture = box.readyMedia("cover").toLatin1();
        const QByteArray open = box.ask(initRequest(5, "image/png", "tweet_image")).id().toLatin1();
        const auto withCover = [&](const QByteArray &cover, const QByteArray &more = {}) {
            return postOf(box, QString::fromLatin1(video), ",\"preview_media_id\":\"" + cover + '"' + more);
        };
        QCOMPARE(withCover("123").status, 400);
        QCOMPARE(withCover(open).status, 400);
        QCOMPARE(withCover(video).status, 400);
        QCOMPARE(postOf(box, QString::fromLatin1(video), ",\"title\":1").status, 400);
        QCOMPARE(postOf(box, QString::fromLatin1(video), ",\"description\":null").status, 400);
        const RawAnswer foreign = box.ask(
            request("POST", "/2/media/upload",
                    multipart({{"media", "\x89PNG\r\n\x1a\n", "p.png"}, {"media_category", "tweet_image"}}),
                    multipartType, "other"));
        QCOMPARE(foreign.status, 200);
        QCOMPARE(withCover(foreign.id().toLatin1()).status, 400);
        const RawAnswer posted = withCover(picture, ",\"title\":\"A <film>\",\"description\":\"Of & about\"");
        QCOMPARE(posted.status, 201);
        const QJsonObject post = box.list("posts").first().toObject();
        QCOMPARE(post.value(QStringLiteral("preview_media_id")).toString().toLatin1(), picture);
        QCOMPARE(post.value(QStringLiteral("title")).toString(), QStringLiteral("A <film>"));
        QCOMPARE(post.value(QStringLiteral("description")).toString(), QStringLiteral("Of & about"));
        const QByteArray page =
            box.ask(request("GET", "/i/status/" + posted.id().toLatin1())).body;
        QVERIFY(page.contains("A &lt;film&gt;") && page.contains("Of &amp; about"));
    }
};

POSTREEL_TEST_MAIN(TestProbe)
#include "tst_probe.moc"
