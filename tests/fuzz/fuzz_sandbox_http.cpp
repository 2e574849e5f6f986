// The sandbox's HTTP: however a connection's bytes are cut, the same messages come out, and the same refusal.
#include "app/sandbox/http_parser.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

// All that a connection saw, as bytes that can be compared.
class Transcript : public HttpParserSink
{
public:
    void onHead(const HttpHead &head) override
    {
        must(!head.method.isEmpty() && head.target.startsWith('/'), "a request has a method and a path");
        must(head.contentLength >= 0 && !(head.chunked && head.contentLength > 0), "a body has one length");
        must(head.headers.size() <= HttpParser::maxHeaders, "the number of headers is bounded");
        seen +=
            head.method + ' ' + head.target + ' ' + QByteArray::number(head.contentLength) + ' ' +
            QByteArray::number(int(head.chunked) + 2 * int(head.keepAlive) + 4 * int(head.expectsContinue)) +
            head.path() + head.query() + head.contentType() + '\n';
        for (const HttpHeader &header : head.headers)
            seen += header.name + '=' + header.value + '\n';
    }
    void onBody(const char *data, qsizetype size) override
    {
        must(size > 0, "a piece of a body is not empty");
        seen.append(data, size);
    }
    void onEnd() override { seen += "|end\n"; }

    QByteArray seen;
};

QByteArray transcriptOf(const QByteArrayList &pieces)
{
    Transcript transcript;
    HttpParser parser;
    for (const QByteArray &piece : pieces) {
        qsizetype used = 0;
        while (used < piece.size() && parser.refusal() == 0) {
            const qsizetype more = parser.feed(piece.constData() + used, piece.size() - used, transcript);
            must(more >= 0 && used + more <= piece.size(), "no byte is used that is not there");
            used += more;
            must(more > 0 || parser.done(), "a parser that waits takes what it gets");
            if (parser.done())
                parser.next();
        }
    }
    return transcript.seen + QByteArray::number(parser.refusal()) + parser.reason();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const quint8 stride = source.byte();
    const auto ways = cutsOf(source.rest(), stride);
    const QByteArray whole = transcriptOf(ways[0]);
    must(transcriptOf(ways[1]) == whole, "byte by byte gives the same messages");
    must(transcriptOf(ways[2]) == whole, "cut anyhow gives the same messages");
    return 0;
}
