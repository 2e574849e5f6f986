// Alt text and subtitles of a media item.
#include "app/sandbox/api.h"
#include "app/sandbox/json_schema.h"

namespace postreel::sandbox::api {

namespace {

using enum JsonSchema::Kind;

JsonSchema boxed(const char *name, JsonSchema::Kind kind)
{
    JsonSchema inner{.kind = kind, .required = true};
    return {.kind = Object, .members = {{name, inner}}};
}

JsonSchema metadataShape()
{
    const JsonSchema altText{.kind = Object,
                            .members = {{"text", {.kind = String, .required = true, .most = 1000}}}};
    const JsonSchema allowDownload{.kind = Object, .members = {{"allow_download", {.kind = Boolean}}}};
    const JsonSchema origin{.kind = Object,
                           .members = {{"provider", {.kind = String, .required = true}},
                                       {"id", {.kind = String, .required = true}}}};
    const JsonSchema metadata{.kind = Object,
                             .members = {{"alt_text", altText},
                                         {"allow_download_status", allowDownload},
                                         {"audience_policy", {.kind = AnyObject}},
                                         {"content_expiration", boxed("timestamp_sec", Number)},
                                         {"domain_restrictions", boxed("whitelist", Array)},
                                         {"found_media_origin", origin},
                                         {"geo_restrictions", {.kind = AnyObject}},
                                         {"management_info", boxed("managed", Boolean)},
                                         {"preview_image", boxed("media_key", AnyObject)},
                                         {"sensitive_media_warning", {.kind = AnyObject}},
                                         {"shared_info", boxed("shared", Boolean)},
                                         {"sticker_info", boxed("stickers", Array)},
                                         {"upload_source", boxed("upload_source", String)}}};
    return {.kind = Object, .members = {{"id", idShape(true)}, {"metadata", metadata}}};
}

JsonSchema categoryShape()
{
    return {.kind = String,
            .required = true,
            .choices = {QStringLiteral("AmplifyVideo"), QStringLiteral("TweetVideo")}};
}

JsonSchema languageShape()
{
    return {.kind = String, .required = true, .pattern = "^[A-Z]{2}$"};
}

JsonSchema createSubtitlesShape()
{
    const JsonSchema track{.kind = Object,
                          .required = true,
                          .members = {{"id", idShape(true)},
                                      {"language_code", languageShape()},
                                      {"display_name", {.kind = String}}}};
    return {.kind = Object,
            .members = {{"id", idShape(true)}, {"media_category", categoryShape()}, {"subtitles", track}}};
}

JsonSchema deleteSubtitlesShape()
{
    return {.kind = Object,
            .members = {{"id", idShape(true)},
                        {"media_category", categoryShape()},
                        {"language_code", languageShape()}}};
}

// Returns the finalized media with that id if it belongs to this user; otherwise sets `refusal` and returns
// null.
const Media *target(const SandboxState &world, const ApiRequest &request, const QString &id, HttpResponse &refusal)
{
    const Result<const Media *> media = ownMedia(world, request, id, refusal);
    if (!media)
        return nullptr;
    if ((*media)->finalized())
        return *media;
    refusal = invalidRequest(QStringLiteral("The upload of media id %1 is not finalized.").arg(id),
                             QStringLiteral("id"), id);
    return nullptr;
}

std::optional<HttpResponse> wrongJson(const ApiRequest &request, const JsonSchema &shape)
{
    if (!request.body.json())
        return bareProblem(415, QStringLiteral("This call takes application/json."));
    if (const std::optional<QString> wrong = shape.check(*request.body.json()))
        return invalidRequest(*wrong);
    return std::nullopt;
}

// Returns the video that the body names, if its kind and category fit the category in the body; otherwise
// sets `refusal` and returns null.
const Media *captioned(const SandboxState &world, const ApiRequest &request, const QJsonObject &body,
                       HttpResponse &refusal)
{
    const QString id = body.value(QStringLiteral("id")).toString();
    const Media *video = target(world, request, id, refusal);
    if (!video)
        return nullptr;
    const bool amplify =
        body.value(QStringLiteral("media_category")).toString() == QLatin1String("AmplifyVideo");
    if (video->kind() == MediaKind::Video && amplify == (video->category == QLatin1String("amplify_video")))
        return video;
    refusal = invalidRequest(QStringLiteral("The media id %1 is no video of this category.").arg(id),
                             QStringLiteral("id"), id);
    return nullptr;
}

HttpResponse deleteSubtitles(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = wrongJson(request, deleteSubtitlesShape()))
        return *refusal;
    const QJsonObject &body = *request.body.json();
    HttpResponse refusal;
    const Media *video = captioned(world, request, body, refusal);
    if (!video)
        return refusal;
    const bool deleted =
        world.media.removeSubtitle(video->id, body.value(QStringLiteral("language_code")).toString());
    return dataAnswer(200, {{QStringLiteral("deleted"), deleted}});
}

} // namespace

HttpResponse metadata(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = wrongJson(request, metadataShape()))
        return *refusal;
    const QJsonObject &body = *request.body.json();
    HttpResponse refusal;
    const Media *media = target(world, request, body.value(QStringLiteral("id")).toString(), refusal);
    if (!media)
        return refusal;
    const QJsonValue altText =
        body.value(QStringLiteral("metadata"))[QStringLiteral("alt_text")][QStringLiteral("text")];
    if (altText.isString())
        world.media.setAltText(media->id, altText.toString());
    return dataAnswer(
        200, {{QStringLiteral("id"), media->id},
              {QStringLiteral("associated_metadata"), body.value(QStringLiteral("metadata")).toObject()}});
}

HttpResponse subtitles(SandboxState &world, const ApiRequest &request)
{
    if (request.head.method == "DELETE")
        return deleteSubtitles(world, request);
    if (auto refusal = wrongJson(request, createSubtitlesShape()))
        return *refusal;
    const QJsonObject &body = *request.body.json();
    const QJsonObject track = body.value(QStringLiteral("subtitles")).toObject();
    HttpResponse refusal;
    const Media *video = captioned(world, request, body, refusal);
    const Media *text =
        video ? target(world, request, track.value(QStringLiteral("id")).toString(), refusal) : nullptr;
    if (!text)
        return refusal;
    if (text->kind() != MediaKind::Subtitles)
        return invalidRequest(QStringLiteral("The media id %1 holds no subtitles.").arg(text->id),
                              QStringLiteral("subtitles"), text->id);
    world.media.setSubtitle(video->id, {text->id, track.value(QStringLiteral("language_code")).toString(),
                                        track.value(QStringLiteral("display_name")).toString()});
    return dataAnswer(200, {{QStringLiteral("id"), video->id},
                            {QStringLiteral("media_category"), body.value(QStringLiteral("media_category"))},
                            {QStringLiteral("associated_subtitles"), track}});
}

} // namespace postreel::sandbox::api
