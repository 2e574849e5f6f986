// What a Run does about what does not come: a file that hangs, and a Post that nobody can look up without its token.
#include "run_fixture.h"
#include "tests/support/test_main.h"

#include <QJsonArray>

using namespace postreel;
using postreel::testing::fakeEngine;

namespace {
const QString good = QStringLiteral("/films/good.mp4");
const QString hung = QStringLiteral("/share/hung.mp4");
const QString last = QStringLiteral("/films/last.mp4");
QHash<QString, std::function<void()>> toAnswer; // of the files that hang
} // namespace

// Those on the share hang until the test lets them answer.
void EngineMedia::check(const QStringList &files, const QStringList &, const QString &, QObject *context, Callback<QVector<FileVerdict>> done)
{
    QVector<FileVerdict> verdicts;
    for (const QString &file : files) {
        FileVerdict verdict;
        verdict.file = file;
        verdict.facts.mediaCategory = QStringLiteral("tweet_video");
        verdict.facts.mediaType = QStringLiteral("video/mp4");
        verdict.verdict = Verdict::Ready;
        verdicts << verdict;
    }
    const auto answer = [context, done, verdicts] {
        QMetaObject::invokeMethod(
            context, [done, verdicts] { done(verdicts); }, Qt::QueuedConnection);
    };
    if (std::none_of(files.cbegin(), files.cend(), [](const QString &file) { return file.startsWith(QStringLiteral("/share")); }))
        return answer();
    toAnswer.insert(files.first(), answer);
}

class TestRunWaiting : public QObject, private postreel::testing::RunFixture
{
    Q_OBJECT

    std::unique_ptr<Run> start(const StartRequest &request) { return RunFixture::start(request, Run::Ends::WhenDone, {}); }
    static StartRequest request(const QStringList &files)
    {
        StartRequest request;
        request.files = files;
        request.quitWhenDone = true;
        return request;
    }
    static QStringList created()
    {
        QStringList files;
        for (const NewPost &post : fakeEngine().created)
            files << post.media.first().file;
        return files;
    }
    void showHanging(const QStringList &files)
    {
        StatusView status;
        status.hangingFiles = files;
        Q_EMIT m_engine->statusChanged(status);
    }
    QStringList needed() const
    {
        QStringList actions;
        for (const QJsonObject &event : m_events)
            if (event[QStringLiteral("event")] == QLatin1String("needs"))
                actions << event[QStringLiteral("action")].toString();
        return actions;
    }

private Q_SLOTS:
    void init()
    {
        renew();
        toAnswer.clear();
    }

    void withEachOneThatHangsHoldsBackNoOther()
    {
        StartRequest asked = request({good, hung, last});
        asked.each = true;
        asked.post = true;
        const auto run = start(asked);
        QTRY_COMPARE(created(), QStringList{good});
        QVERIFY(m_said.isEmpty());
        showHanging({hung});
        QTRY_COMPARE(created(), (QStringList{good, last}));
        QCOMPARE(m_said.size(), 1);
        QVERIFY2(m_said.first().contains(QStringLiteral("hung.mp4")), qPrintable(m_said.first()));
        toAnswer.take(hung)();
        QTRY_COMPARE(created(), (QStringList{good, last, hung}));
    }

    void withEachTheOrderIsThatOfTheFiles()
    {
        StartRequest asked = request({hung, good});
        asked.each = true;
        const auto run = start(asked);
        QTRY_VERIFY(toAnswer.contains(hung));
        QTest::qWait(0); // the other one has answered
        QVERIFY(created().isEmpty());
        toAnswer.take(hung)();
        QTRY_COMPARE(created(), (QStringList{hung, good}));
    }

    void oneWhosePostIsBeingRecordedHoldsBackNoOther()
    {
        fakeEngine().silent = true;
        StartRequest asked = request({good, last});
        asked.each = true;
        const auto run = start(asked);
        QTRY_COMPARE(created(), QStringList{good});
        showHanging({good});
        QTRY_COMPARE(created(), (QStringList{good, last}));
    }

    void aCheckTellsTheOthers()
    {
        StartRequest asked = request({good, hung, last});
        asked.kind = StartRequest::Kind::Check;
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        QTRY_COMPARE(m_printed.size(), 1);
        QVERIFY(m_printed.first().contains(QStringLiteral("good.mp4")));
        showHanging({hung});
        QTRY_COMPARE(m_printed.size(), 2);
        QVERIFY(m_printed.last().contains(QStringLiteral("last.mp4")));
        QVERIFY(finished.isEmpty());
        toAnswer.take(hung)();
        QCOMPARE(exitOf(finished), 0);
        QCOMPARE(m_printed.size(), 3);
    }

    void oneThatHangsBeforeItsPostIsBegunEndsNothing()
    {
        StartRequest asked = request({hung});
        const auto run = start(asked);
        QSignalSpy finished(run.get(), &Run::finished);
        showHanging({hung});
        showHanging({});
        QVERIFY(created().isEmpty());
        QVERIFY(finished.isEmpty());
        toAnswer.take(hung)();
        QTRY_COMPARE(created(), QStringList{hung});
    }

    // Its user has no token in this run: no time helps.
    void whatMayBeOnXNeedsItsToken()
    {
        PostView post;
        post.id = QStringLiteral("p1");
        post.state = PostState::Unconfirmed;
        post.reason = WaitReason::TokenRefused; // of an earlier run
        post.accountLabel = QStringLiteral("@ada");
        fakeEngine().posts = fakeEngine().unfinished = {post};
        m_engine->start();
        const auto run = start(request({}));
        QSignalSpy finished(run.get(), &Run::finished);
        QSignalSpy recorded(run.get(), &Run::recorded);
        QVERIFY(recorded.wait(5000));
        QVERIFY(finished.isEmpty()); // it is looked for first: this run may have brought one
        const Error none{.kind = ErrorKind::NotSignedIn};
        Q_EMIT m_engine->happened({QStringLiteral("waiting"), post.id, {}, {{QStringLiteral("reason"), QStringLiteral("TokenRefused")}}, none});
        Q_EMIT m_engine->happened({QStringLiteral("needs"), post.id, {}, {{QStringLiteral("action"), QStringLiteral("signin")}}, none});
        Q_EMIT m_engine->posts().changed(post);
        QCOMPARE(exitOf(finished), 3);
        QCOMPARE(needed(), QStringList{QStringLiteral("signin")});
        QVERIFY2(m_said.last().contains(QStringLiteral("@ada")), qPrintable(m_said.join(u'|')));
        for (const QString &words : std::as_const(m_said))
            QVERIFY2(!words.contains(QStringLiteral("trying again soon")) || words == m_said.first(), qPrintable(words));
    }
};

POSTREEL_TEST_MAIN(TestRunWaiting)
#include "tst_run_waiting.moc"
