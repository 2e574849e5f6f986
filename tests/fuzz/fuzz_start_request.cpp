// What a second start sends over the socket: any line reads as a request, which survives the way once more.
#include "tests/fuzz/made_json.h"
#include "ui/cli/start_request.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

const JsonWords words{
    {"request",   "check",     "files",        "sandbox",    "sandboxSpec",
     "apiBase",   "caFile",    "token",        "account",    "text",
     "altTexts",  "subtitles", "file",         "language",   "coverMs",
     "atMs",      "post",      "each",         "sendAnyway", "limitBytesPerSecond",
     "timeoutMs", "onceKey",   "quitWhenDone", "events",     "profile"},
    {"", "-", "/tmp/a.mp4", "EN", "sandbox", "@name", "rtt=60", "http://127.0.0.1:1", "tök€n", "😀"}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const QJsonObject line = QJsonDocument::fromJson(madeBody(source, words)).object();
    const QJsonValue inner = line[QLatin1String("request")];
    const StartRequest request = StartRequest::fromJson(inner.isObject() ? inner.toObject() : line);
    must(request.kind == StartRequest::Kind::Run || request.kind == StartRequest::Kind::Check,
         "a request that came over the socket runs or checks");
    must(StartRequest::fromJson(request.toJson()) == request, "a request reads as it was written");
    const QByteArray text = QJsonDocument(request.toJson()).toJson(QJsonDocument::Compact);
    must(!text.contains('\n'), "a request is one line");
    const StartRequest again = StartRequest::fromJson(QJsonDocument::fromJson(text).object());
    must(QJsonDocument(again.toJson()).toJson(QJsonDocument::Compact) == text, "a request survives the way");
    return 0;
}
