// processing_info as FINALIZE and STATUS bring it: every state, with what may be missing or odd in it.
#include "app/x/media_calls.h"
#include "tests/x/answers.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

using State = MediaStatus::State;

QByteArray status(const QByteArray &info)
{
    return R"({"data":{"id":"1880028106020515840","media_key":"13_1","expires_after_secs":86400,"processing_info":)" +
           info + "}}";
}

void addStatusColumns()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("percent");
    QTest::addColumn<qint64>("after");
}

void row(const char *title, const QByteArray &body, State state, const char *name, int percent, qint64 after)
{
    QTest::newRow(title) << body << state << QString::fromLatin1(name) << percent << after;
}

void compareStatus()
{
    QFETCH(QByteArray, body);
    QFETCH(MediaStatus::State, state);
    QFETCH(QString, name);
    QFETCH(int, percent);
    QFETCH(qint64, after);
    for (const Result<MediaStatus> &read :
         {StatusCall::read(answered(200, body)), FinalizeCall::read(answered(201, body))}) {
        QVERIFY(read);
        QCOMPARE(read->state, state);
        QCOMPARE(read->name, name);
        QCOMPARE(read->percent, percent);
        QCOMPARE(read->checkAfterMs, after);
        QCOMPARE(read->error.kind,
                 state == MediaStatus::State::Failed ? ErrorKind::Rejected : ErrorKind::None);
        if (body.contains("expires_after_secs"))
            QCOMPARE(read->expiresAfterMs, qint64(86'400'000));
    }
}

} // namespace

class TestMediaStatus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsAreRead_data();
    void waitsAreRead();
    void endsAreRead_data();
    void endsAreRead();
    void aFailureCarriesXsWords_data();
    void aFailureCarriesXsWords();
    void unreadableStatusesAreBadAnswers_data();
    void unreadableStatusesAreBadAnswers();
};

void TestMediaStatus::waitsAreRead_data()
{
    addStatusColumns();
    row("no processing", R"({"data":{"id":"1","media_key":"3_1","size":5,"expires_after_secs":86400}})",
        State::Ready, "", -1, 2000);
    row("processing_info null", R"({"data":{"id":"1","processing_info":null}})", State::Ready, "", -1, 2000);
    row("of the older API", R"({"media_id_string":"1","size":5})", State::Ready, "", -1, 2000);
    row("pending", status(R"({"state":"pending","check_after_secs":1})"), State::Processing, "pending", -1,
        1000);
    row("in progress", status(R"({"state":"in_progress","check_after_secs":5,"progress_percent":37})"),
        State::Processing, "in_progress", 37, 5000);
    row("no check_after_secs", status(R"({"state":"in_progress"})"), State::Processing, "in_progress", -1,
        2000);
    row("check_after_secs 0", status(R"({"state":"pending","check_after_secs":0})"), State::Processing,
        "pending", -1, 2000);
    row("check_after_secs below 0", status(R"({"state":"pending","check_after_secs":-7})"), State::Processing,
        "pending", -1, 2000);
    row("check_after_secs huge", status(R"({"state":"pending","check_after_secs":86400})"), State::Processing,
        "pending", -1, 60'000);
    row("check_after_secs wild", status(R"({"state":"pending","check_after_secs":9223372036854775807})"),
        State::Processing, "pending", -1, 60'000);
    row("check_after_secs a text", status(R"({"state":"pending","check_after_secs":"5"})"), State::Processing,
        "pending", -1, 2000);
    row("percent 0", status(R"({"state":"in_progress","progress_percent":0})"), State::Processing,
        "in_progress", 0, 2000);
    row("percent over 100", status(R"({"state":"in_progress","progress_percent":4000000000})"),
        State::Processing, "in_progress", 100, 2000);
    row("percent below 0", status(R"({"state":"in_progress","progress_percent":-3})"), State::Processing,
        "in_progress", -1, 2000);
    row("the guide's state", status(R"({"state":"uploading"})"), State::Processing, "uploading", -1, 2000);
    row("no state", status("{}"), State::Processing, "", -1, 2000);
    row("error null", status(R"({"state":"in_progress","error":null})"), State::Processing, "in_progress", -1,
        2000);
}

void TestMediaStatus::waitsAreRead()
{
    compareStatus();
}

void TestMediaStatus::endsAreRead_data()
{
    addStatusColumns();
    row("succeeded", status(R"({"state":"succeeded","progress_percent":100})"), State::Ready, "succeeded",
        100, 2000);
    row("failed", status(R"({"state":"failed","error":{"code":1,"name":"InvalidMedia"}})"), State::Failed,
        "failed", -1, 2000);
    row("failed at 99 % without a word", status(R"({"state":"failed","progress_percent":99})"), State::Failed,
        "failed", 99, 2000);
    row("in progress with an error",
        status(R"({"state":"in_progress","error":{"code":3,"name":"UnsupportedMedia"}})"), State::Failed,
        "in_progress", -1, 2000);
}

void TestMediaStatus::endsAreRead()
{
    compareStatus();
}

void TestMediaStatus::aFailureCarriesXsWords_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("problem");
    QTest::newRow("whole") << QByteArray(R"({"code":1,"name":"InvalidMedia","message":"Duration too long"})")
                           << QStringLiteral("Duration too long") << QStringLiteral("InvalidMedia");
    QTest::newRow("name alone") << QByteArray(R"({"code":3,"name":"UnsupportedMedia"})")
                                << QStringLiteral("UnsupportedMedia") << QStringLiteral("UnsupportedMedia");
    QTest::newRow("empty") << QByteArray("{}") << QString() << QString();
    QTest::newRow("a secret in it") << QByteArray(R"({"message":"token=hush1 is bad"})")
                                    << QStringLiteral("token=[redacted] is bad") << QString();
    QTest::newRow("very long") << QByteArray(R"({"message":")" + QByteArray(9000, 'x') + "\"}")
                               << QString(500, u'x') << QString();
}

void TestMediaStatus::aFailureCarriesXsWords()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, said);
    QFETCH(QString, problem);
    const Result<MediaStatus> read =
        StatusCall::read(answered(200, status(R"({"state":"failed","error":)" + error + "}")));
    QVERIFY(read);
    QCOMPARE(read->error.kind, ErrorKind::Rejected);
    QCOMPARE(read->error.http, 200);
    QCOMPARE(read->error.detail, said);
    QCOMPARE(read->error.problem, problem);
}

void TestMediaStatus::unreadableStatusesAreBadAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"", "{}", "[]", "ok", R"({"data":{}})", R"({"data":{"processing_info":[]}})",
          R"({"data":{"id":"1","processing_info":{"state")"})
        QTest::addRow("%s", body) << QByteArray(body);
}

void TestMediaStatus::unreadableStatusesAreBadAnswers()
{
    QFETCH(QByteArray, body);
    QCOMPARE(StatusCall::read(answered(200, body)).error().kind, ErrorKind::BadAnswer);
    QCOMPARE(FinalizeCall::read(answered(200, body)).error().kind, ErrorKind::BadAnswer);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestMediaStatus)
#include "tst_media_status.moc"
