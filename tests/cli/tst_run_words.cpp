// The words and fields that a Run adds of its own.
#include "tests/support/test_main.h"
#include "ui/cli/run_words.h"

#include <QJsonArray>

using namespace postreel;

class TestRunWords : public QObject
{
    Q_OBJECT

    static PostView post()
    {
        UploadView upload;
        upload.id = QStringLiteral("u");
        upload.file = QStringLiteral("/films/a\nb.mp4");
        upload.problems = {{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
        UploadView subtitle;
        subtitle.id = QStringLiteral("s");
        subtitle.kind = UploadKind::Subtitle;
        PostView view;
        view.id = QStringLiteral("p");
        view.accountLabel = QStringLiteral("Sandbox");
        view.postedId = QStringLiteral("1880028106020515840");
        view.url = QUrl(QStringLiteral("http://127.0.0.1:1/i/status/1880028106020515840"));
        view.uploads = {upload, subtitle};
        return view;
    }
    static EngineEvent event(const char *name, const char *action = "", ErrorKind kind = ErrorKind::None)
    {
        return {.name = QLatin1String(name),
                .postId = QStringLiteral("p"),
                .uploadId = QStringLiteral("u"),
                .fields = {{QStringLiteral("action"), QLatin1String(action)}},
                .error = {.kind = kind}};
    }

private Q_SLOTS:
    void aHardNo()
    {
        FileVerdict verdict{.file = QStringLiteral("/a")};
        QCOMPARE(rejectionReason(verdict, false).kind, ErrorKind::UnsupportedType);
        QCOMPARE(rejectionReason(verdict, true).kind, ErrorKind::None);
        verdict.facts.mediaCategory = QStringLiteral("tweet_video"); // of whatever container: it can be fixed
        QCOMPARE(rejectionReason(verdict, false).kind, ErrorKind::None);
        verdict.error.kind = ErrorKind::Empty;
        QCOMPARE(rejectionReason(verdict, true).kind, ErrorKind::Empty);
        verdict.error.kind = ErrorKind::FileChanged; // somebody still writes it: it is waited for
        QCOMPARE(rejectionReason(verdict, false).kind, ErrorKind::None);
    }

    void fields()
    {
        const QJsonObject created = createdFields(post());
        QCOMPARE(created[QStringLiteral("media")].toArray().size(), 2); // the film and its subtitles
        QCOMPARE(created[QStringLiteral("media")][0][QStringLiteral("file")].toString(), QStringLiteral("/films/a\nb.mp4"));
        QCOMPARE(created[QStringLiteral("account")].toString(), QStringLiteral("Sandbox"));
        const QJsonObject posted = postedFields(post());
        QCOMPARE(posted[QStringLiteral("id")].toString(), QStringLiteral("1880028106020515840"));
        QVERIFY(posted[QStringLiteral("url")].toString().endsWith(QStringLiteral("/i/status/1880028106020515840")));
        QCOMPARE(posted[QStringLiteral("files")].toArray().size(), 1);
    }

    void messagesNameTheFileAndTheNextStep()
    {
        for (const char *action : {"fix", "signin", "decide"}) {
            const QString words = messageOf(event("needs", action), post());
            QVERIFY2(words.contains(QStringLiteral("b.mp4")), qPrintable(words));
            QVERIFY2(!words.contains(u'\n'), qPrintable(words));
            QVERIFY2(words.endsWith(u'.'), qPrintable(words));
        }
        EngineEvent asks = event("needs", "fix");
        QVERIFY(messageOf(asks, post()).contains(QStringLiteral("120 frames a second; X takes 60. Change the file")));
        QVERIFY(!messageOf(asks, post()).contains(QStringLiteral("--fix auto")));
        QVERIFY(messageOf(asks, post()).contains(QStringLiteral("Change the file")));
        PostView unsure = post();
        unsure.uploads[0].problems.clear();
        for (const auto &[verdict, words] : {std::pair(Verdict::MayBeRefused, "X may refuse this. Change the file"),
                                             std::pair(Verdict::WillBeRefused, "X won't take this as it is. Change the file")}) {
            unsure.uploads[0].verdict = verdict;
            QVERIFY2(messageOf(asks, unsure).contains(QLatin1String(words)), qPrintable(messageOf(asks, unsure)));
        }
        asks.wantsFfmpeg = true;
        QVERIFY(messageOf(asks, post()).contains(QStringLiteral("Install the package ffmpeg")));
        QVERIFY(!messageOf(asks, post()).contains(QStringLiteral("Change the file")));
        asks.wantsFfmpeg = false;
        asks.offered = FixKind::Video;
        QVERIFY(messageOf(asks, post()).contains(QStringLiteral("--fix auto")));
        asks.error.kind = ErrorKind::FixFailed; // it was tried
        QVERIFY(messageOf(asks, post()).contains(QStringLiteral("could not be fixed")));
        QVERIFY(messageOf(event("failed", "", ErrorKind::FileChanged), post()).contains(QStringLiteral("b.mp4")));
        QVERIFY(messageOf(event("state"), post()).isEmpty());
    }

    void aVerdictOnOneLine()
    {
        FileVerdict verdict{.file = QStringLiteral("/films/a\nb.mp4")};
        verdict.verdict = Verdict::WillBeRefused;
        verdict.problems = post().uploads.first().problems;
        const QString line = verdictLine(verdict);
        QVERIFY2(line.contains(QStringLiteral("X takes 60")) && !line.contains(u'\n'), qPrintable(line));
        QCOMPARE(verdictFields(verdict)[QStringLiteral("problems")][0][QStringLiteral("limit")].toString(),
                 QStringLiteral("60 fps"));
        QCOMPARE(problemsOf(verdictFields(verdict)), verdict.problems);
        verdict.problems[0].fix = QStringLiteral("Reduce it to 60 fps");
        QVERIFY(verdictLine(verdict).endsWith(
            QStringLiteral(": X won't take this as it is. 120 frames a second; X takes 60 (Reduce it to 60 fps)")));
    }

    void withoutFfmpegReadyIsNotAllThatCanBeTold()
    {
        FileVerdict verdict{.file = QStringLiteral("/films/a.mp4"), .verdict = Verdict::Ready, .headersAlone = true};
        QVERIFY(verdictLine(verdict).endsWith(QStringLiteral("Ready, as far as Postreel can tell without ffmpeg")));
        QCOMPARE(verdictFields(verdict)[QStringLiteral("verdict")].toString(), QStringLiteral("ready"));
    }
};

POSTREEL_TEST_MAIN(TestRunWords)
#include "tst_run_words.moc"
