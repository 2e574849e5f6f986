// Whose an answer is: X's own shapes, plain words, and the pages of others, whatever their status says.
#include "app/x/response_shape.h"
#include "app/x/error_mapping.h"
#include "app/x/media_calls.h"
#include "app/x/post_calls.h"
#include "tests/x/answers.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QByteArray page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>";

Response pageAnswer(int http)
{
    Response answer = answered(http, page);
    answer.contentType = "text/html; charset=UTF-8";
    return answer;
}

// Every call's own reading of an answer: the kind of its error.
ErrorKind readBy(Call call, const Response &answer)
{
    switch (call) {
    case Call::Initialize:
        return InitializeCall::read(answer).error().kind;
    case Call::Append:
        return AppendCall::read(answer).error().kind;
    case Call::Finalize:
        return FinalizeCall::read(answer).error().kind;
    case Call::Status:
        return StatusCall::read(answer).error().kind;
    case Call::CreatePost:
        return CreatePostCall::read(answer).error().kind;
    case Call::Me:
        return MeCall::read(answer).error().kind;
    case Call::OwnPosts:
        return OwnPostsCall::read(answer).error().kind;
    case Call::Metadata:
        return MetadataCall::read(answer).error().kind;
    case Call::Subtitles:
        return SubtitlesCall::read(answer).error().kind;
    case Call::SignIn:
        break;
    }
    return ErrorKind::None;
}

constexpr Call everyCall[] = {Call::Initialize, Call::Append,   Call::Finalize, Call::Status,   Call::CreatePost,
                              Call::Me,         Call::OwnPosts, Call::Metadata, Call::Subtitles};

} // namespace

class TestResponseShape : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shapes_data();
    void shapes();
    void wordsThatAreNoRefusal();
    void pagesTellNothingOfAPost();
    void pagesAreNoVerdict_data();
    void pagesAreNoVerdict();
    void errorsAloneAreNoSuccess_data();
    void errorsAloneAreNoSuccess();
    void oddAcknowledgements_data();
    void oddAcknowledgements();
    void sources_data();
    void sources();
    void pagesOfX_data();
    void pagesOfX();
    void missingBytes_data();
    void missingBytes();
    void raresOfX_data();
    void raresOfX();
};

void TestResponseShape::shapes_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ResponseShape>("shape");
    const auto row = [](const char *name, const char *type, const QByteArray &body, ResponseShape shape) {
        QTest::newRow(name) << QByteArray(type) << body << shape;
    };
    row("problem", "application/problem+json", R"({"title":"Forbidden","detail":"Forbidden"})", ResponseShape::Own);
    row("errors", "application/json", R"({"errors":[{"message":"no"}]})", ResponseShape::Own);
    row("oauth", "application/json", R"({"error":"invalid_request"})", ResponseShape::Own);
    row("X's JSON called text", "text/html", R"({"errors":["internal server error"]})", ResponseShape::Own);
    row("the phrase of its status", "text/plain", "Forbidden", ResponseShape::Own);
    row("nothing", "", "", ResponseShape::Empty);
    row("blanks", "text/plain", " \r\n", ResponseShape::Empty);
    row("an object that says nothing", "application/json", "{}", ResponseShape::Empty);
    row("a filter's words", "text/plain", "Access denied by policy", ResponseShape::Foreign);
    row("a filter's object", "application/json", R"({"status":"blocked","code":1020})", ResponseShape::Foreign);
    row("a list", "application/json", "[]", ResponseShape::Foreign);
    row("page", "text/html; charset=UTF-8", page, ResponseShape::Foreign);
    row("page without a type", "", page, ResponseShape::Foreign);
    row("page behind a byte order mark", "", "\xef\xbb\xbf\r\n" + page, ResponseShape::Foreign);
    row("page that does not begin as one", "text/html", "Access denied<br>", ResponseShape::Foreign);
    row("XML", "application/xml", "<?xml version='1.0'?><Error/>", ResponseShape::Foreign);
    row("Cloudflare's words", "text/plain", "error code: 1020", ResponseShape::Foreign);
    row("Cloudflare's problem", "application/problem+json",
        R"({"type":"https://developers.cloudflare.com/support/1020/","title":"Error 1020","status":403})",
        ResponseShape::Foreign);
    row("Cloudflare's flag", "application/json", R"({"cloudflare_error":true,"title":"Error 1015"})",
        ResponseShape::Foreign);
}

void TestResponseShape::shapes()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    Response answer = answered(403, body);
    answer.contentType = type;
    QTEST(shapeOf(answer), "shape");
    answer.overlong = true; // then nothing of it is kept
    answer.body.clear();
    QCOMPARE(shapeOf(answer) == ResponseShape::Foreign, type.contains("html") || type.contains("xml"));
}

void TestResponseShape::wordsThatAreNoRefusal()
{
    QCOMPARE(shapeOf(answered(400, "This was no request")), ResponseShape::Words);
    QCOMPARE(shapeOf(answered(404, R"({"status":"gone"})")), ResponseShape::Empty);
}

// It may have been made before the page came in the answer's place.
void TestResponseShape::pagesTellNothingOfAPost()
{
    for (const int http : {401, 403, 404, 413, 429, 431})
        QCOMPARE(errorOf(Call::CreatePost, answered(http, page)).kind, ErrorKind::NotFromX);
}

void TestResponseShape::pagesAreNoVerdict_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](int http, ErrorKind kind) { QTest::addRow("%d", http) << http << kind; };
    for (const int http : {200, 201, 204, 400, 401, 402, 403, 404, 405, 407, 409, 410, 422, 451})
        row(http, ErrorKind::NotFromX);
    for (const int http : {301, 302, 303, 307, 308, 511}) // 511: a portal says so itself
        row(http, ErrorKind::Redirected);
    for (const int http : {408, 425, 500, 502, 503, 520, 522})
        row(http, ErrorKind::ServerError);
    row(413, ErrorKind::TooLarge);
    row(429, ErrorKind::RateLimited);
}

void TestResponseShape::pagesAreNoVerdict()
{
    QFETCH(int, http);
    QFETCH(ErrorKind, kind);
    for (const Call call : everyCall) {
        const Response answer = pageAnswer(http);
        const bool mayBeMade = call == Call::CreatePost && (http == 413 || http == 429); // see pagesTellNothingOfAPost()
        QCOMPARE(readBy(call, answer), mayBeMade ? ErrorKind::NotFromX : kind);
        QCOMPARE(errorOf(call, answer).source, ErrorSource::None);
    }
}

void TestResponseShape::errorsAloneAreNoSuccess_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("messages") << QByteArray(R"({"errors":[{"message":"Something went wrong"}]})");
    QTest::newRow("texts") << QByteArray(R"({"errors":["internal server error"]})");
    QTest::newRow("data is null") << QByteArray(R"({"data":null,"errors":[{"message":"no"}]})");
    QTest::newRow("data is empty") << QByteArray(R"({"data":{},"errors":[{"message":"no"}]})");
    QTest::newRow("an empty list") << QByteArray(R"({"data":[],"meta":{"result_count":0},"errors":[{"message":"no"}]})");
    QTest::newRow("meta alone") << QByteArray(R"({"meta":{"result_count":0},"errors":[{"message":"no"}]})");
    QTest::newRow("problem") << QByteArray(R"({"title":"Service Unavailable","detail":"no","status":503})");
    QTest::newRow("old form") << QByteArray(R"({"request":"/1.1/media/upload.json","error":"no"})");
}

void TestResponseShape::errorsAloneAreNoSuccess()
{
    QFETCH(QByteArray, body);
    for (const int http : {200, 201, 202})
        for (const Call call : everyCall)
            QCOMPARE(readBy(call, answered(http, body)), ErrorKind::BadAnswer);
    const Error error = AppendCall::read(answered(200, body)).error();
    QVERIFY(!error.detail.isEmpty());
    QCOMPARE(error.source, ErrorSource::X);
}

void TestResponseShape::oddAcknowledgements_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", " ", "{}", "null", "ok", R"({"data":{"expires_at":1790000000}})",
                             R"({"data":{"expires_at":1790000000},"errors":[{"message":"partly"}]})",
                             R"({"media_id_string":"5","errors":[]})", R"({"errors":[]})", "\x01\x02 <<< no JSON"})
        QTest::newRow(body) << QByteArray(body);
}

// Any 2xx is an acknowledgement of a segment unless somebody else sent it or X says that it did not work.
void TestResponseShape::oddAcknowledgements()
{
    QFETCH(QByteArray, body);
    for (const int http : {200, 201, 202, 204})
        QVERIFY(AppendCall::read(answered(http, body)).ok());
}

void TestResponseShape::sources_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorSource>("source");
    QTest::newRow("X") << Call::Append << QByteArray(R"({"detail":"no"})") << ErrorSource::X;
    QTest::newRow("X, one phrase") << Call::Append << QByteArray("Forbidden") << ErrorSource::X;
    QTest::newRow("the OAuth server") << Call::SignIn << QByteArray(R"({"error":"invalid_grant"})")
                                      << ErrorSource::AuthorizationServer;
    QTest::newRow("who knows") << Call::Append << QByteArray("Access denied by policy") << ErrorSource::None;
    QTest::newRow("nobody") << Call::Append << QByteArray() << ErrorSource::None;
    QTest::newRow("Cloudflare") << Call::Append
                                << QByteArray(R"({"cloudflare_error":true,"detail":"You have been blocked"})")
                                << ErrorSource::None;
}

void TestResponseShape::sources()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, body);
    QTEST(errorOf(call, answered(403, body)).source, "source");
}

void TestResponseShape::pagesOfX_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("ofX");
    const auto row = [](const char *address, bool ofX) { QTest::newRow(address) << QString::fromLatin1(address) << ofX; };
    row("https://console.x.com/apps", true);
    row("https://x.com/", true);
    row("https://developer.twitter.com/en/docs/projects/overview", true);
    row("http://console.x.com/", false);
    row("https://console.x.com.evil.example/", false);
    row("https://notx.com/", false);
    row("https://console.x.com@evil.example/", false);
    row("https://user@console.x.com/", false);
    row("https://console.x.com:8443/", false);
    row("javascript:alert(1)", false);
    row("file:///etc/passwd", false);
    row("//console.x.com/", false);
    row("", false);
}

void TestResponseShape::pagesOfX()
{
    QFETCH(QString, address);
    QFETCH(bool, ofX);
    QCOMPARE(!pageOfX(address).isEmpty(), ofX);
    const QByteArray body = R"({"title":"Client Forbidden","reason":"client-not-enrolled","registration_url":")"
        + address.toLatin1() + R"("})";
    const Error error = errorOf(Call::CreatePost, answered(403, body));
    QCOMPARE(error.kind, ErrorKind::NotEnrolled);
    QCOMPARE(error.remedyUrl, ofX ? address : QString());
}

void TestResponseShape::missingBytes_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("missing");
    for (const char *words :
         {"Segments do not add up to provided total file size.", "Segments don't add up to total_bytes",
          "Segments are missing: the indexes are not 0 to n-1.", "segment 3 is missing", "Missing segment 3",
          "missing bytes", "bytes missing", "5 bytes are missing", "Upload is incomplete", "The media is incomplete.",
          "File size mismatch", "size does not match total_bytes", "total_bytes mismatch",
          "Not all segments have been received", "Chunk 2 was not received", "mismatched size", "chunks lost",
          "Fewer bytes than announced"})
        QTest::newRow(words) << QByteArray(words) << true;
    for (const char *words : {"file is invalid", "This media type is not supported.", "The upload has been finalized already.",
                              "Video longer than 20 minutes", "Unsupported size 4096x4096", "Bad Request"})
        QTest::newRow(words) << QByteArray(words) << false;
}

void TestResponseShape::missingBytes()
{
    QFETCH(QByteArray, words);
    QFETCH(bool, missing);
    const QVector<Response> answers{answered(400, R"({"errors":[{"message":")" + words + R"("}],"title":"Invalid Request"})"),
                                  answered(400, R"({"request":"/1.1/media/upload.json","error":")" + words + "\"}"),
                                  answered(200, R"({"errors":[{"message":")" + words + R"("}]})"),
                                  answered(422, R"({"detail":")" + words + "\"}")};
    for (const Response &answer : answers)
        QCOMPARE(saysBytesMissing(FinalizeCall::read(answer).error()), missing);
    QVERIFY(!saysBytesMissing(FinalizeCall::read(answered(503, R"({"detail":")" + words + "\"}")).error()));
}

void TestResponseShape::raresOfX_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, int http, const QByteArray &body, ErrorKind kind) {
        QTest::newRow(name) << http << body << kind;
    };
    row("cap of the month", 429,
        R"({"title":"UsageCapExceeded","period":"Monthly","type":"https://api.twitter.com/2/problems/usage-capped"})",
        ErrorKind::UsageCapped);
    row("a plain limit", 429, R"({"errors":[{"code":88,"message":"Rate limit exceeded"}]})", ErrorKind::RateLimited);
    row("user not enrolled", 403, R"({"title":"Client Forbidden","reason":"user-not-enrolled"})", ErrorKind::NotEnrolled);
    row("another reason", 403, R"({"title":"Client Forbidden","reason":"official-client-forbidden"})",
        ErrorKind::Forbidden);
    row("suspended", 403, R"({"detail":"Your account is suspended and is not permitted to access this feature."})",
        ErrorKind::AccountLocked);
    row("suspended, by code", 403, R"({"errors":[{"code":64,"message":"no"}]})", ErrorKind::AccountLocked);
    row("locked", 403,
        R"({"errors":[{"code":326,"message":"To protect our users from spam and other malicious activity, )"
        R"(this account is temporarily locked. Please log in to https://twitter.com to unlock your account."}]})",
        ErrorKind::AccountLocked);
    row("somebody else is suspended", 403, R"({"detail":"The user you reply to has been suspended."})",
        ErrorKind::Forbidden);
    row("media ids", 400, R"({"errors":[{"message":"Your media IDs are invalid."}]})", ErrorKind::MediaInvalid);
    row("media expired", 400, R"({"detail":"The media has expired."})", ErrorKind::MediaInvalid);
    row("media not found", 404, R"({"detail":"Could not find media with media_id: [1]."})", ErrorKind::MediaInvalid);
    row("another thing is not there", 404, R"({"detail":"Not Found"})", ErrorKind::NotFound);
}

void TestResponseShape::raresOfX()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    const Error error = errorOf(Call::CreatePost, answered(http, body));
    QTEST(error.kind, "kind");
    QVERIFY(!error.detail.isEmpty());
    QCOMPARE(error.source, ErrorSource::X);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestResponseShape)
#include "tst_response_shape.moc"
