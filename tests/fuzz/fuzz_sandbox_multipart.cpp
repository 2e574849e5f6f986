// Multipart bodies: however they are cut, the same parts come out, and the same complaint.
#include "app/sandbox/multipart_parser.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

class Transcript : public MultipartSink
{
public:
    void onPart(const PartHead &head) override
    {
        must(!m_open, "a part begins when the one before has ended");
        must(!head.name.isEmpty(), "a part has a name");
        m_open = true;
        seen += '[' + head.name + '|' + head.fileName + '|' + head.contentType + ']';
    }
    void onPartData(const char *data, qsizetype size) override
    {
        must(m_open && size > 0, "data belong to a part");
        seen.append(data, size);
    }
    void onPartEnd() override
    {
        must(m_open, "a part that ends has begun");
        m_open = false;
        seen += "|end";
    }

    QByteArray seen;

private:
    bool m_open = false;
};

QByteArray transcriptOf(const QByteArray &boundary, const QByteArrayList &pieces)
{
    Transcript transcript;
    MultipartParser parser(boundary);
    for (const QByteArray &piece : pieces)
        if (!parser.feed(piece.constData(), piece.size(), transcript))
            break;
    return transcript.seen + (parser.complete() ? "complete" : "open") + parser.error();
}

} // namespace

// The first line is the Content-Type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const quint8 stride = source.byte();
    QByteArray boundary = MultipartParser::boundaryOf(source.upTo('\n'));
    must(boundary.size() <= 70, "a boundary is at most 70 bytes");
    if (boundary.isEmpty())
        boundary = "b";
    const auto ways = cutsOf(source.rest(), stride);
    const QByteArray whole = transcriptOf(boundary, ways[0]);
    must(transcriptOf(boundary, ways[1]) == whole, "byte by byte gives the same parts");
    must(transcriptOf(boundary, ways[2]) == whole, "cut anyhow gives the same parts");
    return 0;
}
