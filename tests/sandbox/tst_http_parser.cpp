// HttpParser and MultipartParser: by table, at every possible cut, and against noise.
#include "app/sandbox/http_parser.h"
#include "app/sandbox/multipart_parser.h"
#include "tests/support/test_main.h"

#include <random>

using namespace postreel;
using namespace postreel::sandbox;

namespace {

struct Heard : HttpParserSink
{
    void onHead(const HttpHead &seen) override { head = seen; }
    void onBody(const char *data, qsizetype size) override { body.append(data, size); }
    void onEnd() override { ++ends; }
    HttpHead head;
    QByteArray body;
    int ends = 0;
};

struct HeardParts : MultipartSink
{
    void onPart(const PartHead &head) override
    {
        heads.append(head);
        bodies.append(QByteArray());
    }
    void onPartData(const char *data, qsizetype size) override { bodies.last().append(data, size); }
    void onPartEnd() override { ++ends; }
    QList<PartHead> heads;
    QList<QByteArray> bodies;
    int ends = 0;
};

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesAnyCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        const QByteArray start = "POST /2/tweets?a=b HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("no body") << QByteArray(start + "\r\n") << QByteArray();
        QTest::newRow("length") << QByteArray(start + "Content-Length: 5\r\n\r\nhello")
                                << QByteArray("hello");
        QTest::newRow("chunks")
            << QByteArray(start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;ext=1\r\n!\r\n0\r\n\r\n")
            << QByteArray("hello!");
        QTest::newRow("trailer")
            << QByteArray(start + "Transfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\n0\r\nX: y\r\n\r\n")
            << QByteArray("hi");
        QTest::newRow("line breaks first")
            << QByteArray("\r\n\r\n" + start + "Content-Length: 2\r\n\r\nhi") << QByteArray("hi");
        QTest::newRow("same length twice")
            << QByteArray(start + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi") << QByteArray("hi");
    }
    void takesAnyCut()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, body);
        for (qsizetype step = 1; step <= bytes.size(); ++step) {
            HttpParser parser;
            Heard heard;
            for (qsizetype at = 0; at < bytes.size(); at += step) {
                const qsizetype size = std::min(step, bytes.size() - at);
                QCOMPARE(parser.feed(bytes.constData() + at, size, heard), size);
            }
            QVERIFY2(parser.done(), parser.reason());
            QCOMPARE(heard.ends, 1);
            QCOMPARE(heard.body, body);
            QCOMPARE(heard.head.path(), QByteArray("/2/tweets"));
            QCOMPARE(heard.head.query(), QByteArray("a=b"));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto head = [](const char *headers) -> QByteArray {
            return QByteArray("GET / HTTP/1.1\r\nHost: x\r\n") + headers + "\r\n";
        };
        QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << 400;
        QTest::newRow("version 2") << QByteArray("GET / HTTP/2.0\r\nHost: x\r\n\r\n") << 505;
        QTest::newRow("not http") << QByteArray("\x16\x03\x01 / x\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("no path") << QByteArray("GET x HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("space before colon") << head("A : b\r\n") << 400;
        QTest::newRow("folded") << head("A: b\r\n c\r\n") << 400;
        QTest::newRow("bare LF") << head("A: b\nC: d\r\n") << 400;
        QTest::newRow("NUL") << QByteArray("GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n", 29) << 400;
        QTest::newRow("length and chunked")
            << head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("two lengths") << head("Content-Length: 1\r\nContent-Length: 2\r\n") << 400;
        QTest::newRow("negative length") << head("Content-Length: -1\r\n") << 400;
        QTest::newRow("signed length") << head("Content-Length: +1\r\n") << 400;
        QTest::newRow("huge length") << head("Content-Length: 99999999999999999999\r\n") << 400;
        QTest::newRow("gzip coding") << head("Transfer-Encoding: gzip, chunked\r\n") << 501;
        QTest::newRow("expectation") << head("Expect: miracles\r\n") << 417;
        QTest::newRow("bad chunk size")
            << QByteArray(head("Transfer-Encoding: chunked\r\n") + "xyz\r\n") << 400;
        QTest::newRow("negative chunk")
            << QByteArray(head("Transfer-Encoding: chunked\r\n") + "-5\r\n") << 400;
        QTest::newRow("long chunk line")
            << QByteArray(head("Transfer-Encoding: chunked\r\n") + QByteArray(2000, '1')) << 400;
        QTest::newRow("chunk too long")
            << QByteArray(head("Transfer-Encoding: chunked\r\n") + "1\r\nab\r\n") << 400;
        QTest::newRow("head too long")
            << QByteArray(head("").chopped(2) + "A: " + QByteArray(70000, 'a')) << 431;
        QTest::newRow("too many headers") << head(QByteArray("A: b\r\n").repeated(101).constData()) << 431;
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        HttpParser parser;
        Heard heard;
        parser.feed(bytes.constData(), bytes.size(), heard);
        QCOMPARE(parser.refusal(), status);
        QCOMPARE(heard.ends, 0);
        QCOMPARE(parser.feed("x", 1, heard), 0);
    }

    void leavesThePipelinedRequest()
    {
        const QByteArray first = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        const QByteArray both = first + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n";
        HttpParser parser;
        Heard heard;
        QCOMPARE(parser.feed(both.constData(), both.size(), heard), first.size());
        parser.next();
        parser.feed(both.constData() + first.size(), both.size() - first.size(), heard);
        QCOMPARE(heard.ends, 2);
        QCOMPARE(heard.head.target, QByteArray("/b"));
    }

    void survivesNoise()
    {
        std::mt19937 random(7);
        const QByteArray seed =
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (int round = 0; round < 20000; ++round) {
            QByteArray bytes = seed;
            for (int i = 0; i < 3; ++i)
                bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] =
                    static_cast<char>(random());
            HttpParser parser;
            Heard heard;
            const qsizetype used = parser.feed(bytes.constData(), bytes.size(), heard);
            QVERIFY(used <= bytes.size());
            QVERIFY(heard.ends <= 1);
        }
    }

    void partsTakeAnyCut()
    {
        const QByteArray data = "a\r\n--B\r\r\n-\r\n--";
        const QByteArray bytes =
            "preamble\r\n--BOUND\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n7\r\n"
            "--BOUND  \r\ncontent-disposition: form-data; filename=\"q\\\"; name=x.mp4\"; name=media\r\n"
            "Content-Type: application/octet-stream\r\n\r\n" +
            data +
            "\r\n--BOUND\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--BOUND--\r\nepilogue";
        for (qsizetype step = 1; step <= bytes.size(); ++step) {
            MultipartParser parser("BOUND");
            HeardParts heard;
            for (qsizetype at = 0; at < bytes.size(); at += step)
                QVERIFY2(parser.feed(bytes.constData() + at, std::min(step, bytes.size() - at), heard),
                         parser.error());
            QVERIFY(parser.complete());
            QCOMPARE(heard.ends, 3);
            QCOMPARE(heard.bodies, (QList<QByteArray>{"7", data, ""}));
            QCOMPARE(heard.heads.at(1).name, QByteArray("media"));
            QCOMPARE(heard.heads.at(1).fileName, QByteArray("q\"; name=x.mp4"));
            QCOMPARE(heard.heads.at(1).contentType, QByteArray("application/octet-stream"));
        }
    }

    void brokenParts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no name") << QByteArray("--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--");
        QTest::newRow("no disposition") << QByteArray("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--");
        QTest::newRow("not form data")
            << QByteArray("--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--");
        QTest::newRow("delimiter goes on") << QByteArray("--Bxyz\r\n");
        QTest::newRow("endless preamble") << QByteArray(20000, 'x');
        QTest::newRow("endless part head") << QByteArray("--B\r\nA: " + QByteArray(20000, 'x'));
        QTest::newRow("endless padding") << QByteArray("--B" + QByteArray(1000, ' '));
    }
    void brokenParts()
    {
        QFETCH(QByteArray, bytes);
        MultipartParser parser("B");
        HeardParts heard;
        QVERIFY(!parser.feed(bytes.constData(), bytes.size(), heard));
        QVERIFY(!parser.complete());
        QVERIFY(QByteArray(parser.error()).size() > 10);
    }

    void findsTheBoundary()
    {
        QCOMPARE(MultipartParser::boundaryOf("multipart/form-data; boundary=abc"), QByteArray("abc"));
        QCOMPARE(MultipartParser::boundaryOf("multipart/form-data; charset=x; boundary=\"a;b\""),
                 QByteArray("a;b"));
        QCOMPARE(MultipartParser::boundaryOf("multipart/form-data"), QByteArray());
        QCOMPARE(MultipartParser::boundaryOf("multipart/form-data; boundary=" + QByteArray(100, 'x')),
                 QByteArray());
    }
};

POSTREEL_TEST_MAIN(TestHttpParser)
#include "tst_http_parser.moc"
