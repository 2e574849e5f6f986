// The strict check of JSON bodies: what passes has no member and no value that the shape does not name.
#include "app/sandbox/json_schema.h"
#include "tests/fuzz/made_json.h"

#include <QRegularExpression>

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

using enum JsonSchema::Kind;

// One of each kind, as in the bodies of X's calls.
const JsonSchema &bodyShape()
{
    static const JsonSchema media{
        .kind = Object,
        .members = {
            {"media_ids", {.kind = Array, .required = true, .items = {idShape()}, .least = 1, .most = 4}},
            {"title", {.kind = String, .least = 1, .most = 5}}}};
    static const JsonSchema shape{
        .kind = Object,
        .members = {{"text", {.kind = String}},
                    {"media", media},
                    {"size", {.kind = Integer, .least = 0, .most = 1000}},
                    {"rate", {.kind = Number}},
                    {"shared", {.kind = Boolean}},
                    {"settings", {.kind = String, .choices = {"following", "verified"}}},
                    {"any", {.kind = AnyObject}}}};
    return shape;
}

const JsonWords words{
    {"text", "media", "media_ids", "title", "size", "rate", "shared", "settings", "any", "more"},
    {"", "1", "12345678901234567890", "following", "verified", "1\n", "😀😀😀", "12345"}};

void checkPassed(const QJsonObject &body)
{
    const QStringList allowed{"text", "media", "size", "rate", "shared", "settings", "any"};
    for (auto it = body.begin(); it != body.end(); ++it)
        must(allowed.contains(it.key()), "a body that passes has no other member");
    const QJsonValue size = body[QLatin1String("size")];
    must(size.isUndefined() || (size.toInteger(-1) >= 0 && size.toInteger(-1) <= 1000),
         "a number is in range");
    const QJsonValue media = body[QLatin1String("media")];
    if (media.isUndefined())
        return;
    const QJsonArray ids = media.toObject()[QLatin1String("media_ids")].toArray();
    must(!ids.isEmpty() && ids.size() <= 4, "a list is of its size");
    for (const QJsonValue &value : ids) {
        const QString id = value.toString();
        must(!id.isEmpty() && id.size() <= 19, "an id has 1 to 19 characters");
        must(std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; }),
             "an id is decimal");
    }
    for (const QString &key : media.toObject().keys())
        must(key == QLatin1String("media_ids") || key == QLatin1String("title"),
             "no other member further in, either");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const QJsonObject body = QJsonDocument::fromJson(madeBody(source, words)).object();
    const std::optional<QString> wrong = bodyShape().check(body);
    if (wrong)
        must(wrong->startsWith(u'$'), "a complaint names the place");
    else
        checkPassed(body);
    return 0;
}
