// From every status and every body shape to one kind and X's own words.
#include "app/x/error_mapping.h"
#include "tests/x/answers.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Shape
{
    const char *name;
    QByteArray body;
    QString detail;
    QString problem;
};

// Each shape of an error body in which X, its doubles and what stands before them were seen to speak.
// A page has a meaning of its own for each status: tst_response_shape.cpp.
const QVector<Shape> &shapes()
{
    static const QVector<Shape> all{
        {"problem",
         R"({"title":"Invalid Request","detail":"One or more parameters are invalid.","status":400,)"
         R"("type":"https://api.twitter.com/2/problems/invalid-request",)"
         R"("errors":[{"parameters":{"a":["b"]},"message":"a is wrong"},{"message":"a is wrong"}]})",
         QStringLiteral("One or more parameters are invalid. – a is wrong"),
         QStringLiteral("invalid-request")},
        {"problem, title alone",
         R"({"title":"Forbidden","type":"https://api.x.com/2/problems/client-forbidden/"})",
         QStringLiteral("Forbidden"), QStringLiteral("client-forbidden")},
        {"problem about:blank", R"({"title":"Unauthorized","type":"about:blank","status":401})",
         QStringLiteral("Unauthorized"), QStringLiteral("about:blank")},
        {"list of messages", R"({"errors":[{"code":88,"message":"Rate limit exceeded"}]})",
         QStringLiteral("Rate limit exceeded"), QString()},
        {"list of texts", R"({"errors":["internal server error"]})", QStringLiteral("internal server error"),
         QString()},
        {"oauth", R"({"error":"invalid_request","error_description":"Value passed was wrong."})",
         QStringLiteral("Value passed was wrong."), QString()},
        {"oauth, short", R"({"error":"invalid_client"})", QStringLiteral("invalid_client"), QString()},
        {"plain text", "upstream connect error", QStringLiteral("upstream connect error"), QString()},
        {"plain text, lines", " one\r\n two\t3 ", QStringLiteral("one two 3"), QString()},
        {"plain text, emoji", "no 👩‍👧 today", QStringLiteral("no 👩‍👧 today"), QString()},
        {"empty", "", QString(), QString()},
        {"empty object", "{}", QString(), QString()},
        {"wrong types", R"({"errors":{"a":1},"detail":[],"type":7,"title":null})", QString(), QString()},
        {"odd errors", R"({"errors":[null,1,[],{},{"message":5}]})", QString(), QString()},
    };
    return all;
}

} // namespace

class TestErrorMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyShapeUnderEveryStatus_data();
    void everyShapeUnderEveryStatus();
    void whatTheCallDecides_data();
    void whatTheCallDecides();
    void whatSaysThatMediaIsGone_data();
    void whatSaysThatMediaIsGone();
    void outcomesWithoutAnAnswer_data();
    void outcomesWithoutAnAnswer();
    void itIsToldWhoSaidIt();
    void aRefusedPostIsNoRefusedUpload();
    void headersGoAlong();
    void wordsAreCapped_data();
    void wordsAreCapped();
    void wordsHoldNoSecretAndNoControl_data();
    void wordsHoldNoSecretAndNoControl();
    void anyBytesAtAllAreSurvived();
    void objectOfWantsAnObject();
};

void TestErrorMapping::everyShapeUnderEveryStatus_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("shape");
    const QVector<std::pair<int, ErrorKind>> kinds{
        {300, ErrorKind::Redirected},  {301, ErrorKind::Redirected},  {302, ErrorKind::Redirected},
        {303, ErrorKind::Redirected},  {304, ErrorKind::Redirected},  {307, ErrorKind::Redirected},
        {308, ErrorKind::Redirected},  {399, ErrorKind::Redirected},  {400, ErrorKind::Refused},
        {401, ErrorKind::NotSignedIn}, {402, ErrorKind::NoCredit},    {403, ErrorKind::Forbidden},
        {404, ErrorKind::NotFound},    {405, ErrorKind::NotFound},    {406, ErrorKind::Refused},
        {408, ErrorKind::ServerError}, {409, ErrorKind::Refused},     {410, ErrorKind::NotFound},
        {413, ErrorKind::TooLarge},    {415, ErrorKind::Refused},     {422, ErrorKind::Refused},
        {425, ErrorKind::ServerError}, {429, ErrorKind::RateLimited}, {431, ErrorKind::TooLarge},
        {451, ErrorKind::Refused},     {499, ErrorKind::Refused},     {500, ErrorKind::ServerError},
        {501, ErrorKind::ServerError}, {502, ErrorKind::ServerError}, {503, ErrorKind::ServerError},
        {504, ErrorKind::ServerError}, {520, ErrorKind::ServerError}, {599, ErrorKind::ServerError},
        {999, ErrorKind::ServerError},
    };
    for (const auto &[http, kind] : kinds)
        for (int shape = 0; shape < shapes().size(); ++shape)
            QTest::addRow("%d %s", http, shapes().at(shape).name) << http << kind << shape;
}

void TestErrorMapping::everyShapeUnderEveryStatus()
{
    QFETCH(int, http);
    QFETCH(ErrorKind, kind);
    QFETCH(int, shape);
    for (const Call call : {Call::Initialize, Call::Append, Call::Finalize, Call::Status, Call::CreatePost,
                            Call::Me, Call::OwnPosts, Call::Metadata, Call::Subtitles}) {
        const Error error = errorOf(call, answered(http, shapes().at(shape).body));
        const bool noShapeOfXs = QByteArray(shapes().at(shape).name).startsWith("plain text") && (http == 401 || http == 403);
        QCOMPARE(error.kind, noShapeOfXs ? ErrorKind::NotFromX : kind);
        QCOMPARE(error.http, http);
        QCOMPARE(error.detail, shapes().at(shape).detail);
        QCOMPARE(error.problem, shapes().at(shape).problem);
    }
}

void TestErrorMapping::whatTheCallDecides_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray duplicate =
        R"({"detail":"You are not allowed to create a Tweet with duplicate content."})";
    const QByteArray media = R"({"errors":[{"parameters":{"media.media_ids":["1"]},)"
                             R"("message":"Your media IDs are invalid."}],"title":"Invalid Request",)"
                             R"("detail":"One or more parameters to your request was invalid."})";
    const QByteArray tooLong = R"({"detail":"You are not allowed to post a video longer than 2 minutes."})";
    const QByteArray credits = R"({"title":"CreditsDepleted","type":"https://api.x.com/2/problems/credits"})";
    QTest::newRow("duplicate Post") << Call::CreatePost << 403 << duplicate << ErrorKind::Duplicate;
    QTest::newRow("duplicate elsewhere") << Call::Append << 403 << duplicate << ErrorKind::Forbidden;
    QTest::newRow("long video") << Call::CreatePost << 403 << tooLong << ErrorKind::Forbidden;
    QTest::newRow("no scope") << Call::Initialize << 403 << QByteArray("Forbidden") << ErrorKind::Forbidden;
    QTest::newRow("media of a Post") << Call::CreatePost << 400 << media << ErrorKind::MediaInvalid;
    QTest::newRow("media elsewhere") << Call::Metadata << 400 << media << ErrorKind::Refused;
    QTest::newRow("other 400 of a Post")
        << Call::CreatePost << 400 << QByteArray(R"({"detail":"text is too long"})") << ErrorKind::Refused;
    QTest::newRow("credits by 402") << Call::CreatePost << 402 << QByteArray() << ErrorKind::NoCredit;
    QTest::newRow("credits by 403") << Call::CreatePost << 403 << credits << ErrorKind::NoCredit;
    QTest::newRow("the command form is refused")
        << Call::Initialize << 400 << QByteArray(R"({"errors":[{"message":"Missing media field in JSON"}]})")
        << ErrorKind::Refused;
}

void TestErrorMapping::whatTheCallDecides()
{
    QFETCH(Call, call);
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QCOMPARE(errorOf(call, answered(http, body)).kind, kind);
}

void TestErrorMapping::whatSaysThatMediaIsGone_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("gone");
    for (const char *said : {"Your media IDs are invalid.", "media id is invalid", "Unknown media id", "Invalid media_id",
                             "This media has expired", "media 12 does not exist", "Media not found", "Not found: media 12"})
        QTest::newRow(said) << QString::fromLatin1(said) << true;
    for (const char *said : {"Missing media field in JSON", "media type unrecognized", "Invalid segment", "not found"})
        QTest::newRow(said) << QString::fromLatin1(said) << false;
}

// Of any call of media, as of a Post.
void TestErrorMapping::whatSaysThatMediaIsGone()
{
    QFETCH(QString, said);
    QTEST(saysMediaGone(Error{.kind = ErrorKind::Refused, .detail = said}), "gone");
    QVERIFY(!saysMediaGone(Error{.kind = ErrorKind::Forbidden, .detail = said}));
}

void TestErrorMapping::outcomesWithoutAnAnswer_data()
{
    QTest::addColumn<RequestOutcome>("outcome");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no token") << RequestOutcome::NoToken << ErrorKind::NotSignedIn;
    QTest::newRow("token later") << RequestOutcome::TokenLater << ErrorKind::TokenLater;
    QTest::newRow("not reached") << RequestOutcome::NotReached << ErrorKind::NotReached;
    QTest::newRow("tls") << RequestOutcome::TlsFailed << ErrorKind::TlsFailed;
    QTest::newRow("proxy") << RequestOutcome::ProxyFailed << ErrorKind::ProxyFailed;
    QTest::newRow("no answer") << RequestOutcome::NoAnswer << ErrorKind::NoAnswer;
    QTest::newRow("stalled") << RequestOutcome::Stalled << ErrorKind::Stalled;
    QTest::newRow("aborted") << RequestOutcome::Aborted << ErrorKind::Aborted;
}

void TestErrorMapping::outcomesWithoutAnAnswer()
{
    QFETCH(RequestOutcome, outcome);
    QFETCH(ErrorKind, kind);
    Response answer = answered(200, R"({"detail":"of no interest"})");
    answer.outcome = outcome;
    QVERIFY(!answer.succeeded());
    const Error error = errorOf(Call::Append, answer);
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.http, 0);
    QVERIFY(error.detail.isEmpty());
    QCOMPARE(objectOf(Call::Append, answer).error().kind, kind);
}

void TestErrorMapping::itIsToldWhoSaidIt()
{
    const QByteArray json = R"({"title":"Forbidden"})";
    QCOMPARE(errorOf(Call::Append, answered(403, json)).source, ErrorSource::X);
    QCOMPARE(errorOf(Call::Append, answered(500, "in words")).source, ErrorSource::None); // perhaps X's, perhaps not
    QCOMPARE(errorOf(Call::SignIn, answered(400, json)).source, ErrorSource::AuthorizationServer);
    QCOMPARE(errorOf(Call::Append, answered(500, "<html>a page")).source, ErrorSource::None);
    QCOMPARE(errorOf(Call::Append, answered(500)).source, ErrorSource::None);
    Response byProxy = answered(502, "in words");
    byProxy.proxy = QStringLiteral("p:1");
    QCOMPARE(errorOf(Call::Append, byProxy).source, ErrorSource::Proxy);
    byProxy.body = json;
    QCOMPARE(errorOf(Call::Append, byProxy).source, ErrorSource::X);
    // A portal says so itself.
    QCOMPARE(errorOf(Call::Append, answered(511, "<html>sign in")).kind, ErrorKind::Redirected);
}

void TestErrorMapping::aRefusedPostIsNoRefusedUpload()
{
    const Response refused = answered(403, R"({"title":"Forbidden"})");
    QCOMPARE(errorOf(Call::CreatePost, refused).cause, ErrorCause::CreatePost);
    QCOMPARE(errorOf(Call::Me, refused).cause, ErrorCause::ReadAccount);
    QCOMPARE(errorOf(Call::OwnPosts, refused).cause, ErrorCause::ReadAccount);
    for (const Call call : {Call::Initialize, Call::Append})
        QCOMPARE(errorOf(call, refused).cause, ErrorCause::None);
    for (const Call call : {Call::Finalize, Call::Status, Call::Metadata, Call::Subtitles})
        QCOMPARE(errorOf(call, refused).cause, ErrorCause::FinishMedia);
}

void TestErrorMapping::headersGoAlong()
{
    Response answer = answered(429);
    answer.retryAfterMs = 3000;
    answer.rate = {.limit = 15, .remaining = 0, .resetsAtMs = 1'790'000'000'000};
    Error error = errorOf(Call::Append, answer);
    QCOMPARE(error.retryAfterMs, std::optional<qint64>(3000));
    QCOMPARE(error.resetsAtMs, std::optional<qint64>(1'790'000'000'000));
    answer.http = 503; // its reset says nothing about a trouble of the server
    error = errorOf(Call::Append, answer);
    QCOMPARE(error.retryAfterMs, std::optional<qint64>(3000));
    QVERIFY(!error.resetsAtMs);
    answer.http = 200;
    QCOMPARE(errorOf(Call::Append, answer).kind, ErrorKind::None);
}

void TestErrorMapping::wordsAreCapped_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray longText = QByteArray(3'000'000, 'x');
    const QByteArray film = QByteArray("🎬").repeated(10'000);
    QTest::newRow("plain") << longText;
    QTest::newRow("problem") << R"({"detail":")" + longText + "\"}";
    QTest::newRow("errors") << R"({"errors":["a)" + longText + R"(","b)" + longText + "\"]}";
    QTest::newRow("pairs, plain") << film;
    QTest::newRow("pairs, problem") << R"({"detail":"x)" + film + "\"}";
    QTest::newRow("pairs, odd") << "x" + film;
}

void TestErrorMapping::wordsAreCapped()
{
    QFETCH(QByteArray, body);
    const QString words = wordsOf(body);
    QVERIFY(words.size() <= 500);
    QVERIFY(words.size() >= 498);
    QVERIFY(!words.back().isHighSurrogate()); // no character is cut in two
    QVERIFY(words.isValidUtf16());
    QVERIFY(!words.contains(QChar::ReplacementCharacter));
}

void TestErrorMapping::wordsHoldNoSecretAndNoControl_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray padding(480, 'x');
    QTest::newRow("plain") << QByteArray("bad header Bearer pl4nted here");
    QTest::newRow("problem") << QByteArray(R"({"detail":"bad header Authorization: Bearer pl4nted"})");
    QTest::newRow("error") << QByteArray(R"({"errors":["token=pl4nted"]})");
    QTest::newRow("no object") << QByteArray(R"([{"access_token":"pl4nted"}])");
    QTest::newRow("cut JSON") << QByteArray(R"({"access_token":"pl4nted)");
    QTest::newRow("at the cap") << padding + R"( {"token":"pl4nted"})";
    QTest::newRow("controls, problem")
        << QByteArray(R"({"detail":"a\u0000\u001b[31m\u0007b\u202ec token=pl4nted"})");
    QTest::newRow("marks of byte order") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf a tok\xef\xbb\xbf" "en=pl4nted");
    QTest::newRow("controls, plain") << QByteArray("a\0\x1b[31m\x07 b token=pl4nted", 24);
}

void TestErrorMapping::wordsHoldNoSecretAndNoControl()
{
    QFETCH(QByteArray, body);
    QVERIFY(body.contains("pl4nted"));
    const QString words = wordsOf(body);
    QVERIFY(!words.isEmpty());
    QVERIFY2(!words.contains(QStringLiteral("pl4nt")), qPrintable(words));
    for (const QChar c : words)
        QVERIFY2(c.category() != QChar::Other_Control && c != u'\u202e',
                 qPrintable(QString::number(c.unicode(), 16)));
}

void TestErrorMapping::anyBytesAtAllAreSurvived()
{
    QByteArray bytes;
    quint32 seed = 7;
    for (int i = 0; i < 300; ++i) {
        seed = seed * 1664525 + 1013904223;
        bytes.append(static_cast<char>(seed >> 24));
        QVERIFY(errorOf(Call::CreatePost, answered(400, bytes)).kind != ErrorKind::None);
        QVERIFY(!objectOf(Call::CreatePost, answered(200, bytes)));
    }
    const QByteArray deep = QByteArray("[").repeated(100'000);
    QCOMPARE(errorOf(Call::Me, answered(500, deep)).kind, ErrorKind::ServerError);
    const QByteArray deepObjects = QByteArray(R"({"errors":)").repeated(100'000);
    QCOMPARE(errorOf(Call::Me, answered(500, deepObjects)).kind, ErrorKind::ServerError);
}

void TestErrorMapping::objectOfWantsAnObject()
{
    const Response whole = answered(200, R"({"a":1})");
    QCOMPARE(objectOf(Call::Me, whole).value().value(QStringLiteral("a")).toInt(), 1);
    for (const char *body : {"", "[]", "5", "\"a\"", "{", "ok"}) {
        const Error error = objectOf(Call::Me, answered(200, body)).error();
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QCOMPARE(error.http, 200);
    }
    Response overlong = answered(200, "{}");
    overlong.overlong = true;
    QCOMPARE(objectOf(Call::Me, overlong).error().kind, ErrorKind::BadAnswer);
    overlong.http = 500;
    QCOMPARE(errorOf(Call::Me, overlong).kind, ErrorKind::ServerError);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestErrorMapping)
#include "tst_error_mapping.moc"
