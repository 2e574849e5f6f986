// A Run against an engine that does what the test says: what it records, tells and answers.
#include "run_fixture.h"
#include "tests/support/test_main.h"

#include <QJsonArray>

using namespace postreel;
using postreel::testing::fakeEngine;

namespace {

QVector<FileVerdict> verdicts;

PostView postOf(const QString &id, PostState state, UploadState upload = UploadState::Queued)
{
    UploadView media;
    media.id = QStringLiteral("u-") % id;
    media.postId = id;
    media.file = QStringLiteral("/films/") % id % QStringLiteral(".mp4");
    media.state = upload;
    PostView post;
    post.id = id;
    post.state = state;
    post.accountLabel = QStringLiteral("@me");
    post.postedId = QStringLiteral("77");
    post.url = QUrl(QStringLiteral("https://x.com/i/status/77"));
    post.uploads = {media};
    return post;
}

FileVerdict verdictOf(const QString &file, const char *category, ErrorKind error = ErrorKind::None)
{
    FileVerdict verdict;
    verdict.file = file;
    verdict.error.kind = error;
    verdict.facts.mediaCategory = QLatin1String(category);
    if (error == ErrorKind::None && *category)
        verdict.facts.mediaType = QLatin1String(category) == QLatin1String("tweet_image") ? QStringLiteral("image/png")
                                  : QLatin1String(category) == QLatin1String("tweet_gif") ? QStringLiteral("image/gif")
                                                                                          : QStringLiteral("video/mp4");
    verdict.verdict = Verdict::Ready;
    return verdict;
}

} // namespace

// The fake engine of the window's tests has no files to look at.
void EngineMedia::check(const QStringList &files, const QStringList &, const QString &, QObject *context, Callback<QVector<FileVerdict>> done)
{
    QVector<FileVerdict> told;
    std::copy_if(verdicts.cbegin(), verdicts.cend(), std::back_inserter(told), [&](const FileVerdict &each) { return files.contains(each.file); });
    QMetaObject::invokeMethod(
        context, [done, told] { done(told); }, Qt::QueuedConnection);
}

class TestRun : public QObject, private postreel::testing::RunFixture
{
    Q_OBJECT

    static StartRequest request(const QStringList &files = {}, bool post = true)
    {
        StartRequest request;
        request.text = QStringLiteral("words");
        request.files = files;
        request.post = post;
        request.quitWhenDone = true;
        return request;
    }
    QStringList names() const
    {
        QStringList list;
        for (const QJsonObject &event : m_events)
            list << event[QStringLiteral("event")].toString();
        return list;
    }
    void happen(const char *name, const QString &post, QJsonObject fields = {}, const Error &error = {},
                bool upload = false)
    {
        const QString id = upload ? QStringLiteral("u-") % post : QString();
        Q_EMIT m_engine->happened({QLatin1String(name), post, id, fields, error});
    }

private Q_SLOTS:
    void init()
    {
        renew();
        verdicts.clear();
    }

    void itRecordsWhatWasAskedFor()
    {
        StartRequest asked = request({QStringLiteral("/a.jpg"), QStringLiteral("/b.jpg")});
        asked.altTexts = {QStringLiteral("first"), QStringLiteral("second")};
        asked.onceKey = QStringLiteral("k");
        asked.atMs = 5;
        asked.sendAnyway = true;
        verdicts = {verdictOf(asked.files[0], "tweet_image"), verdictOf(asked.files[1], "tweet_image")};
        const auto run = start(asked);
        QTRY_COMPARE(fakeEngine().created.size(), 1);
        const NewPost &post = fakeEngine().created.first();
        QCOMPARE(post.account, QStringLiteral("me"));
        QCOMPARE(post.text, QStringLiteral("words"));
        QCOMPARE(post.onceKey, QStringLiteral("k"));
        QCOMPARE(post.atMs, 5);
        QVERIFY(post.submit && post.continueSame);
        QCOMPARE(post.media.size(), 2);
        QCOMPARE(post.media[1].altText, QStringLiteral("second"));
        QVERIFY(post.media[1].sendAnyway);
    }

    void eventsOfItsOwnPostsAlone()
    {
        const auto run = start(request());
        QSignalSpy finished(run.get(), &Run::finished);
        // These come before the answer that tells which Post is ours.
        happen("created", QStringLiteral("p1"), {{QStringLiteral("account"), QStringLiteral("@me")}});
        happen("created", QStringLiteral("other"));
        happen("post", QStringLiteral("other"));
        QTRY_COMPARE(names(), (QStringList{QStringLiteral("hello"), QStringLiteral("created")}));
        happen("post", QStringLiteral("other"));
        happen("posted", QStringLiteral("p1"), {{QStringLiteral("url"), QStringLiteral("https://x.com/1")}});
        Q_EMIT m_engine->posts().changed(postOf(QStringLiteral("p1"), PostState::Posted));
        QCOMPARE(exitOf(finished), 0);
        QCOMPARE(names(), (QStringList{QStringLiteral("hello"), QStringLiteral("created"), QStringLiteral("posted"),
                                       QStringLiteral("summary")}));
        QCOMPARE(m_printed, QStringList(QStringLiteral("https://x.com/1")));
        happen("post", QStringLiteral("p1"));
        QCOMPARE(names().last(), QStringLiteral("summary"));
    }

    void withoutAnEndEveryEvent()
    {
        const auto run = start(request({}, false), Run::Ends::Never);
        QSignalSpy finished(run.get(), &Run::finished);
        happen("created", QStringLiteral("other"));
        QVERIFY(names().contains(QStringLiteral("created")));
        run->end(143);
        QCOMPARE(exitOf(finished), 143);
        QCOMPARE(m_events.last()[QStringLiteral("exit")].toInt(), 143);
        run->end(1);
        QCOMPARE(finished.size(), 1);
    }

    void anEarlierOutcomeIsRepeated()
    {
        fakeEngine().posts = {postOf(QStringLiteral("p1"), PostState::Posted, UploadState::Ready)};
        m_engine->start();
        const auto run = start(request());
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 0);
        QCOMPARE(names(), (QStringList{QStringLiteral("hello"), QStringLiteral("created"), QStringLiteral("posted"),
                                       QStringLiteral("summary")}));
        QCOMPARE(m_printed, QStringList(QStringLiteral("https://x.com/i/status/77")));
    }

    void whatAnEarlierCallWantedOfAPersonIsToldAgain()
    {
        for (const auto &[state, media, exit] :
             {std::tuple{PostState::WaitingForMedia, UploadState::NeedsFix, 3}, {PostState::NeedsSignIn, UploadState::Ready, 3},
              {PostState::AskPerson, UploadState::Ready, 4}}) {
            init();
            fakeEngine().posts = {postOf(QStringLiteral("p1"), state, media)};
            m_engine->start();
            const auto run = start(request());
            QSignalSpy finished(run.get(), &Run::finished);
            QCOMPARE(exitOf(finished), exit);
            QCOMPARE(names(), (QStringList{QStringLiteral("hello"), QStringLiteral("created"), QStringLiteral("needs"),
                                           QStringLiteral("summary")}));
            QCOMPARE(m_said.size(), 1);
        }
    }

    void aBadFileStopsEverything()
    {
        const QStringList files{QStringLiteral("/good.mp4"), QStringLiteral("/gone.mp4")};
        verdicts = {verdictOf(files[0], "tweet_video"), verdictOf(files[1], "", ErrorKind::Missing)};
        const auto run = start(request(files));
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 2);
        QVERIFY(fakeEngine().created.isEmpty());
        QCOMPARE(m_said.size(), 1);
        QVERIFY(m_said.first().contains(QStringLiteral("gone.mp4")));
    }

    void withEachTheOthersGoOn()
    {
        const QStringList files{QStringLiteral("/good.mp4"), QStringLiteral("/text.mp4")};
        verdicts = {verdictOf(files[0], "tweet_video"), verdictOf(files[1], "")};
        StartRequest asked = request(files);
        asked.each = true;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QTRY_COMPARE(fakeEngine().created.size(), 1);
        Q_EMIT m_engine->posts().changed(postOf(QStringLiteral("p1"), PostState::Posted));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(exitOf(finished), 2);
        QCOMPARE(m_events.last()[QStringLiteral("posted")].toInt(), 1);
        QCOMPARE(m_events.last()[QStringLiteral("failed")].toInt(), 1);
    }

    void aUsedKeyNeedsNoFile()
    {
        verdicts = {verdictOf(QStringLiteral("/gone.mp4"), "", ErrorKind::Missing)};
        StartRequest asked = request({QStringLiteral("/gone.mp4")});
        asked.onceKey = QStringLiteral("k");
        const auto run = start(asked);
        QTRY_COMPARE(fakeEngine().created.size(), 1); // the engine knows whether the key was used
        QVERIFY(m_said.isEmpty());
    }

    void whatCannotShareAPostNeedsEach_data()
    {
        QTest::addColumn<QByteArrayList>("categories");
        QTest::addColumn<QString>("words");
        QTest::newRow("two films") << QByteArrayList{"tweet_video", "tweet_gif"} << QStringLiteral("one video or GIF");
        QTest::newRow("a film and a picture")
            << QByteArrayList{"tweet_image", "tweet_video"} << QStringLiteral("together with pictures");
        QTest::newRow("five pictures") << QByteArrayList(5, "tweet_image") << QStringLiteral("up to four pictures");
    }

    // By their content: the names of these say something else.
    void whatCannotShareAPostNeedsEach()
    {
        QFETCH(QByteArrayList, categories);
        QFETCH(QString, words);
        QStringList files;
        for (const QByteArray &category : std::as_const(categories)) {
            files << QStringLiteral("/%1.jpg").arg(files.size());
            verdicts << verdictOf(files.last(), category.constData());
        }
        const auto run = start(request(files));
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 2);
        QVERIFY2(m_said.first().contains(words), qPrintable(m_said.first()));
        QVERIFY(m_said.first().contains(QStringLiteral("--each")));
        QVERIFY(fakeEngine().created.isEmpty());
    }

    void fourPicturesShareAPost()
    {
        QStringList files;
        for (int i = 0; i < 4; ++i) {
            files << QStringLiteral("/%1.mp4").arg(i);
            verdicts << verdictOf(files.last(), "tweet_image");
        }
        const auto run = start(request(files));
        QTRY_COMPARE(fakeEngine().created.size(), 1);
        QCOMPARE(fakeEngine().created.first().media.size(), 4);
    }

    void aRefusalOfTheEngine()
    {
        fakeEngine().answers = {Result<QString>(ErrorKind::Storage)};
        const auto run = start(request());
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 1);
        QCOMPARE(m_said.size(), 1);
    }

    void theSameWordsOnce()
    {
        const auto run = start(request());
        QSignalSpy finished(run.get(), &Run::finished);
        QSignalSpy recorded(run.get(), &Run::recorded);
        QVERIFY(recorded.wait(5000));
        Q_EMIT m_engine->posts().changed(postOf(QStringLiteral("p1"), PostState::WaitingForMedia, UploadState::Sending));
        const Error error{.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("No.")};
        happen("failed", QStringLiteral("p1"), {}, error, true);
        happen("failed", QStringLiteral("p1"), {}, error, true);
        QCOMPARE(m_said.size(), 1);
        happen("waiting", QStringLiteral("p1"), {{QStringLiteral("reason"), QStringLiteral("Offline")}}, {}, true);
        happen("waiting", QStringLiteral("p1"), {{QStringLiteral("reason"), QStringLiteral("Offline")}}, {}, true);
        QCOMPARE(m_said.size(), 2);
        Q_EMIT m_engine->posts().changed(postOf(QStringLiteral("p1"), PostState::Failed, UploadState::Failed));
        QCOMPARE(exitOf(finished), 1);
    }

    void itLeavesWhenItIsRecorded()
    {
        const auto run = start(request(), Run::Ends::WhenRecorded);
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 0);
        QCOMPARE(m_events.last()[QStringLiteral("waiting")].toInt(), 1);
    }

    void timeIsUp()
    {
        StartRequest asked = request();
        asked.timeoutMs = 50;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 5);
        QCOMPARE(m_said.size(), 1);
    }

    // While it still asked whose its token is, say.
    void whatIsLeftCountsThoughItNeverBegan()
    {
        fakeEngine().posts = {postOf(QStringLiteral("a"), PostState::WaitingForMedia), postOf(QStringLiteral("b"), PostState::Draft)};
        StartRequest asked;
        asked.quitWhenDone = true;
        asked.timeoutMs = 50;
        m_engine->start();
        Run run(*m_engine, asked, Run::Ends::WhenDone, output());
        QSignalSpy finished(&run, &Run::finished);
        QCOMPARE(exitOf(finished), 5);
        QCOMPARE(m_events.last()[QStringLiteral("waiting")].toInt(), 1);
    }

    void nothingToDo()
    {
        StartRequest asked;
        asked.quitWhenDone = true;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 0);
        QCOMPARE(names(), (QStringList{QStringLiteral("hello"), QStringLiteral("summary")}));
        QVERIFY(fakeEngine().created.isEmpty());
    }

    void verdictsAlone()
    {
        StartRequest asked = request({QStringLiteral("/a.mp4"), QStringLiteral("/b.mp4")}, false);
        asked.kind = StartRequest::Kind::Check;
        verdicts = {verdictOf(asked.files[0], "tweet_video"), verdictOf(asked.files[1], "tweet_video")};
        verdicts[1].verdict = Verdict::WillBeRefused;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 1);
        QCOMPARE(m_printed.size(), 2);
        QVERIFY(m_said.isEmpty());
        QVERIFY(fakeEngine().created.isEmpty());
    }

    void aCheckWithoutFfmpegSaysOnceWhatItWouldAdd()
    {
        StartRequest asked = request({QStringLiteral("/a.mp4"), QStringLiteral("/b.mp4")}, false);
        asked.kind = StartRequest::Kind::Check;
        verdicts = {verdictOf(asked.files[0], "tweet_video"), verdictOf(asked.files[1], "tweet_video")};
        for (FileVerdict &verdict : verdicts)
            verdict.headersAlone = true;
        verdicts[1].verdict = Verdict::MayBeRefused;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 0); // what may be refused is not refused
        QCOMPARE(m_said.size(), 1);
        QVERIFY2(m_said.first().contains(QStringLiteral("Install the package ffmpeg")), qPrintable(m_said.first()));
        QCOMPARE(m_events.at(1)[QStringLiteral("verdict")].toString(), QStringLiteral("ready"));
    }

    void aCoverThatCannotBeIsToldOfItsFile()
    {
        verdicts = {verdictOf(QStringLiteral("/films/good.mp4"), "tweet_video")};
        fakeEngine().answers = {Error{.kind = ErrorKind::NoSuchFrame,
                                      .subject = QStringLiteral("good.mp4"),
                                      .wantedMs = 99'000,
                                      .lengthMs = 5000}};
        const auto run = start(request({QStringLiteral("/films/good.mp4")}));
        QSignalSpy finished(run.get(), &Run::finished);
        QCOMPARE(exitOf(finished), 2);
        const QJsonObject failed = m_events.at(1);
        QCOMPARE(failed[QStringLiteral("file")].toString(), QStringLiteral("/films/good.mp4"));
        QCOMPARE(failed[QStringLiteral("kind")].toString(), QStringLiteral("NoSuchFrame"));
        QVERIFY2(m_said.value(0).contains(QStringLiteral("there is no frame at 1:39")), qPrintable(m_said.value(0)));
    }
};

POSTREEL_TEST_MAIN(TestRun)
#include "tst_run.moc"
