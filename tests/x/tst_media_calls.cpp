// The four calls of the media upload: what leaves in both wire forms, and what is read from every answer.
#include "app/x/media_calls.h"
#include "tests/support/multipart_reader.h"
#include "tests/x/answers.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QString mediaId = QStringLiteral("9223372036854775807"); // 19 digits, the largest there is
using Fields = QVector<std::pair<QByteArray, QByteArray>>;

Fields plainFields(const Request &request)
{
    Fields fields;
    for (const FormPart &part : formParts(request.contentType, bodyOf(request)))
        fields.append({part.name, part.bytes});
    return fields;
}

} // namespace

class TestMediaCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initializeAsResource();
    void initializeAsCommand();
    void theFileIsNeverNamed();
    void appendAsResource();
    void appendAsCommand();
    void appendDoesNotCopyTheSegment();
    void everyBodyHasItsOwnBoundary();
    void finalizeInBothForms();
    void statusIsAGet();
    void initializeReads_data();
    void initializeReads();
    void appendReadsAny2xx_data();
    void appendReadsAny2xx();
    void errorsPassThrough();
};

void TestMediaCalls::initializeAsResource()
{
    constexpr qint64 bytes = 8'000'000'001;
    for (const WireForm form : {WireForm::Resource, WireForm::Unknown}) {
        const Request request =
            InitializeCall(form, MediaFacts{QStringLiteral("video/mp4"), QStringLiteral("tweet_video")},
                           bytes)
                .request();
        QCOMPARE(request.call, Call::Initialize);
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path, QStringLiteral("/2/media/upload/initialize"));
        QVERIFY(request.query.isEmpty());
        QCOMPARE(request.contentType, QByteArray("application/json"));
        QCOMPARE(jsonOf(request),
                 (QJsonObject{{QStringLiteral("media_type"), QStringLiteral("video/mp4")},
                              {QStringLiteral("total_bytes"), bytes},
                              {QStringLiteral("media_category"), QStringLiteral("tweet_video")}}));
        QVERIFY(bodyOf(request).contains("8000000001")); // digits, no exponent
        QCOMPARE(request.bodyBytes(), bodyOf(request).size());
    }
}

void TestMediaCalls::initializeAsCommand()
{
    const Request request =
        InitializeCall(WireForm::Command, MediaFacts{QStringLiteral("text/srt"), QStringLiteral("subtitles")},
                       1)
            .request();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QStringLiteral("/2/media/upload"));
    QCOMPARE(plainFields(request), (Fields{{"command", "INIT"},
                                           {"media_type", "text/srt"},
                                           {"total_bytes", "1"},
                                           {"media_category", "subtitles"}}));
}

void TestMediaCalls::theFileIsNeverNamed()
{
    for (const WireForm form : {WireForm::Resource, WireForm::Command}) {
        const QVector<FormPart> parts = [&] {
            const Request request = AppendCall(form, mediaId, 0, {"bytes"}).request();
            return formParts(request.contentType, bodyOf(request));
        }();
        int files = 0;
        for (const FormPart &part : parts) {
            if (part.fileName.isNull())
                continue;
            ++files;
            QCOMPARE(part.fileName, QByteArray("media"));
            QVERIFY(part.headers.contains("Content-Type: application/octet-stream"));
        }
        QCOMPARE(files, 1);
    }
}

void TestMediaCalls::appendAsResource()
{
    const QByteArray bytes("\0\r\n--postreel-\r\n\xff binary", 24);
    const Request request = AppendCall(WireForm::Resource, mediaId, 999, {bytes.first(9), bytes.sliced(9)}).request();
    QCOMPARE(request.call, Call::Append);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QStringLiteral("/2/media/upload/9223372036854775807/append"));
    QCOMPARE(plainFields(request), (Fields{{"segment_index", "999"}, {"media", bytes}}));
    QCOMPARE(request.bodyBytes(), bodyOf(request).size());
}

void TestMediaCalls::appendAsCommand()
{
    const Request request = AppendCall(WireForm::Command, mediaId, 0, {"x"}).request();
    QCOMPARE(request.path, QStringLiteral("/2/media/upload"));
    QCOMPARE(plainFields(request), (Fields{{"command", "APPEND"},
                                           {"media_id", "9223372036854775807"},
                                           {"segment_index", "0"},
                                           {"media", "x"}}));
}

void TestMediaCalls::appendDoesNotCopyTheSegment()
{
    const QByteArray bytes(1 << 20, 'x');
    const Request request = AppendCall(WireForm::Resource, mediaId, 0, {bytes}).request();
    const bool shared = std::any_of(request.body.cbegin(), request.body.cend(), [&](const QByteArray &piece) {
        return piece.constData() == bytes.constData();
    });
    QVERIFY(shared);
}

void TestMediaCalls::everyBodyHasItsOwnBoundary()
{
    const AppendCall call(WireForm::Resource, mediaId, 0, {"x"});
    const QByteArray one = call.request().contentType;
    QVERIFY(one != call.request().contentType);
    QVERIFY(one.size() - one.indexOf('=') - 1 <= 70); // RFC 2046, 5.1.1
}

void TestMediaCalls::finalizeInBothForms()
{
    const Request resource = FinalizeCall(WireForm::Resource, mediaId).request();
    QCOMPARE(resource.call, Call::Finalize);
    QCOMPARE(resource.method, QByteArray("POST"));
    QCOMPARE(resource.path, QStringLiteral("/2/media/upload/9223372036854775807/finalize"));
    QCOMPARE(resource.contentType, QByteArray("application/json"));
    QCOMPARE(bodyOf(resource), QByteArray("{}"));

    const Request command = FinalizeCall(WireForm::Command, mediaId).request();
    QCOMPARE(command.path, QStringLiteral("/2/media/upload"));
    QCOMPARE(plainFields(command), (Fields{{"command", "FINALIZE"}, {"media_id", "9223372036854775807"}}));
}

void TestMediaCalls::statusIsAGet()
{
    const Request request = StatusCall(mediaId).request();
    QCOMPARE(request.call, Call::Status);
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.path, QStringLiteral("/2/media/upload"));
    QCOMPARE(request.query.query(), QStringLiteral("command=STATUS&media_id=9223372036854775807"));
    QVERIFY(request.body.isEmpty());
    QVERIFY(request.contentType.isEmpty());
}

void TestMediaCalls::initializeReads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<MediaTicket>("ticket"); // an empty id: BadAnswer
    const QString id = QStringLiteral("1880028106020515840");
    const QString key = QStringLiteral("13_1880028106020515840");
    QTest::newRow("whole")
        << QByteArray(R"({"data":{"id":"1880028106020515840","media_key":"13_1880028106020515840",)"
                      R"("expires_after_secs":1295999}})")
        << MediaTicket{id, key, 1'295'999'000};
    QTest::newRow("id alone") << QByteArray(R"({"data":{"id":"1880028106020515840"}})")
                              << MediaTicket{id, {}, 0};
    QTest::newRow("id a number") << QByteArray(R"({"data":{"id":1880028106020515841}})")
                                 << MediaTicket{QStringLiteral("1880028106020515841"), {}, 0};
    QTest::newRow("largest number") << QByteArray(R"({"data":{"id":9223372036854775807}})")
                                    << MediaTicket{mediaId, {}, 0};
    QTest::newRow("19 digits") << QByteArray(R"({"data":{"id":"9999999999999999999"}})")
                               << MediaTicket{QStringLiteral("9999999999999999999"), {}, 0};
    QTest::newRow("of the older API")
        << QByteArray(R"({"media_id":1880028106020515840,)"
                      R"("media_id_string":"1880028106020515840","expires_after_secs":86400})")
        << MediaTicket{id, {}, 86'400'000};
    QTest::newRow("no expiry, null") << QByteArray(R"({"data":{"id":"7","expires_after_secs":null}})")
                                     << MediaTicket{QStringLiteral("7"), {}, 0};
    QTest::newRow("expiry below 0") << QByteArray(R"({"data":{"id":"7","expires_after_secs":-5}})")
                                    << MediaTicket{QStringLiteral("7"), {}, 0};
    QTest::newRow("wild expiry") << QByteArray(
                                        R"({"data":{"id":"7","expires_after_secs":9000000000000000000}})")
                                 << MediaTicket{QStringLiteral("7"), {}, 365LL * 24 * 3600 * 1000};
    for (const char *body : {"",
                             "{}",
                             "[]",
                             "null",
                             "ok",
                             "{\"data\":{}}",
                             "{\"data\":[]}",
                             R"({"data":{"id":""}})",
                             R"({"data":{"id":null}})",
                             R"({"data":{"id":"0"}})",
                             R"({"data":{"id":0}})",
                             R"({"data":{"id":-1}})",
                             R"({"data":{"id":1.5}})",
                             R"({"data":{"id":9.3e18}})",
                             R"({"data":{"id":"12a"}})",
                             R"({"data":{"id":"../1"}})",
                             R"({"data":{"id":"1\n"}})",
                             R"({"data":{"id":"12345678901234567890"}})",
                             R"({"data":{"id":"7_1880028"}})",
                             R"({"data":{"id":"7")"})
        QTest::addRow("refused %s", body) << QByteArray(body) << MediaTicket{};
}

void TestMediaCalls::initializeReads()
{
    QFETCH(QByteArray, body);
    QFETCH(MediaTicket, ticket);
    const Result<MediaTicket> read = InitializeCall::read(answered(202, body));
    if (ticket.mediaId.isEmpty()) {
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadAnswer);
        QCOMPARE(read.error().http, 202);
        return;
    }
    QVERIFY(read);
    QCOMPARE(read->mediaId, ticket.mediaId);
    QCOMPARE(read->mediaKey, ticket.mediaKey);
    QCOMPARE(read->expiresAfterMs, ticket.expiresAfterMs);
}

void TestMediaCalls::appendReadsAny2xx_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    for (const int http : {200, 201, 202, 204})
        for (const char *body : {"", "{}", R"({"data":{"expires_at":1790000000}})", "ok"})
            QTest::addRow("%d %s", http, body) << http << QByteArray(body);
}

void TestMediaCalls::appendReadsAny2xx()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QVERIFY(AppendCall::read(answered(http, body)));
}

void TestMediaCalls::errorsPassThrough()
{
    const Response refused = answered(400, R"({"errors":[{"message":"no"}]})");
    QCOMPARE(InitializeCall::read(refused).error().detail, QStringLiteral("no"));
    QCOMPARE(AppendCall::read(refused).error().kind, ErrorKind::Refused);
    QCOMPARE(FinalizeCall::read(refused).error().kind, ErrorKind::Refused);
    QCOMPARE(StatusCall::read(answered(404)).error().kind, ErrorKind::NotFound);
    QCOMPARE(AppendCall::read(Response{.outcome = RequestOutcome::Stalled}).error().kind, ErrorKind::Stalled);
    Response overlong = answered(200, "{}");
    overlong.overlong = true;
    QCOMPARE(InitializeCall::read(overlong).error().kind, ErrorKind::BadAnswer);
    QVERIFY(AppendCall::read(overlong)); // its body says nothing anyway
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestMediaCalls)
#include "tst_media_calls.moc"
