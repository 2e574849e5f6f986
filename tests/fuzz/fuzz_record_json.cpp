// The database's JSON columns: any body reads as a record, and a record survives being written and read.
#include "app/store/record_json.h"
#include "tests/fuzz/made_json.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

const JsonWords words{{"id",         "post",        "kind",     "parent",    "position",      "file",
                       "account",    "altText",     "language", "coverMs",   "sendAnyway",    "state",
                       "backTo",     "reason",      "until",    "mediaType", "durationMs",    "width",
                       "height",     "size",        "mtime",    "hash",      "verdict",       "mediaId",
                       "form",       "expires",     "restarts", "attempts",  "chunk",         "finalizeTwice",
                       "processing", "percent",     "error",    "http",      "detail",          "retryAfterMs",
                       "resetsAtMs", "problems",    "field",    "value",     "limit",         "fix",
                       "parts",      "text",        "posted",   "sent",      "lastSent",      "sends",
                       "part",       "cancelAsked", "looks",    "scheduled", "replySettings", "onceKey"},
                      {"", "Sending", "Waiting for media", "AskPerson", "Failed", "Queued", "RateLimit",
                       "RateLimited", "cover", "resource", "command", "X will refuse", "may be refused",
                       "AAECAwQ=", "no base64!", "1880028106020515840", "😀"}};

template <typename Record> void checkStable(const QJsonObject &body, Record (*read)(const QJsonObject &))
{
    const Record record = read(body);
    must(read(toJson(record)) == record, "read(write(record)) == record");
    // Through text, as the database keeps it.
    const QByteArray text = QJsonDocument(toJson(record)).toJson(QJsonDocument::Compact);
    const Record again = read(QJsonDocument::fromJson(text).object());
    const QByteArray textAgain = QJsonDocument(toJson(again)).toJson(QJsonDocument::Compact);
    must(textAgain == text, "what was written reads as what was written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const QJsonObject body = QJsonDocument::fromJson(madeBody(source, words)).object();
    checkStable(body, postFromJson);
    checkStable(body, uploadFromJson);
    checkStable(body, errorFromJson);
    checkStable(body, accountFromJson);
    return 0;
}
