// Bodies of requests: fields within their limits, the same however they came, and no file left behind.
#include "app/sandbox/body_reader.h"
#include "tests/fuzz/byte_source.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <array>

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

constexpr std::array contentTypes{"application/json", "application/x-www-form-urlencoded",
                                  "multipart/form-data; boundary=b", "multipart/form-data", "text/plain"};

QString folder()
{
    static const QTemporaryDir made;
    must(made.isValid(), "there is a folder to write to");
    return made.path();
}

void checkLimits(const BodyReader &reader)
{
    const bool isForm =
        reader.form() == BodyReader::Form::UrlEncoded || reader.form() == BodyReader::Form::Multipart;
    must(!isForm || reader.fields().size() <= BodyReader::maxFields, "the number of fields is bounded");
    must(reader.raw().size() <= BodyReader::maxKeptBytes, "a body in memory is bounded");
    must(reader.refusal() == 0 || !reader.hasMedia(), "a refused body keeps no media");
    must(!reader.media() || reader.field("media"), "media have a field");
    if (reader.form() == BodyReader::Form::Multipart)
        for (const FormField &field : reader.fields())
            must(field.value.size() <= BodyReader::maxFieldBytes, "a field is bounded");
}

QByteArray readBody(const HttpHead &head, const QByteArrayList &pieces, qint64 mediaLimit)
{
    BodyReader reader(head, folder());
    reader.setMediaLimit(mediaLimit);
    for (const QByteArray &piece : pieces) {
        reader.feed(piece.constData(), piece.size());
        reader.knows("media");
    }
    reader.finish();
    checkLimits(reader);
    if (reader.form() == BodyReader::Form::Json && reader.refusal() == 0)
        reader.unwrapJson();
    checkLimits(reader);
    must(reader.finished() && reader.knows("anything"), "a finished body knows all its fields");
    QByteArray seen = QByteArray::number(reader.refusal()) + reader.reason().toUtf8();
    // What a refused body held so far depends on when it was refused.
    if (reader.refusal() == 0)
        seen += reader.raw() + QJsonDocument(reader.logged()).toJson(QJsonDocument::Compact) +
                (reader.media() ? reader.media()->head() : QByteArray());
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const auto type = static_cast<std::size_t>(source.below(contentTypes.size()));
    const quint8 stride = source.byte();
    const quint8 limit = source.byte();
    const qint64 mediaLimit = limit < 128 ? -1 : limit - 128;
    const QByteArray body = source.rest();
    HttpHead head{.method = "POST", .target = "/"};
    head.headers.append(HttpHeader{"Content-Type", contentTypes[type]});
    head.contentLength = body.size();
    const auto ways = cutsOf(body, stride);
    const QByteArray whole = readBody(head, ways[0], mediaLimit);
    must(readBody(head, ways[2], mediaLimit) == whole, "a body reads the same however it came");
    must(QDir(folder()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
         "no file is left behind");
    return 0;
}
