#include "app/sandbox/api.h"
#include "app/sandbox/json_schema.h"

#include <QRegularExpression>

namespace postreel::sandbox::api {

namespace {

JsonSchema initializeShape()
{
    using enum JsonSchema::Kind;
    return {
        .kind = Object,
        .members = {{"media_type", {.kind = String, .required = true, .choices = mediaRules::mediaTypes()}},
                    {"total_bytes",
                     {.kind = Integer, .required = true, .least = 1, .most = mediaRules::maxTotalBytes}},
                    {"media_category", {.kind = String, .choices = mediaRules::mediaCategories()}},
                    {"shared", {.kind = Boolean}},
                    {"additional_owners", {.kind = Array, .items = {idShape()}}}}};
}

HttpResponse sessionGone(const QString &id)
{
    return invalidRequest(QStringLiteral("The media id %1 is unknown or has expired.").arg(id),
                          QStringLiteral("media_id"), id);
}

HttpResponse diskFull()
{
    return bareProblem(503, QStringLiteral("The sandbox cannot write to its folder."));
}

// X answers 415 to a body whose content type the endpoint does not accept.
std::optional<HttpResponse> wrongBody(const BodyReader &body, std::initializer_list<BodyReader::Form> taken)
{
    if (std::find(taken.begin(), taken.end(), body.form()) != taken.end())
        return std::nullopt;
    return bareProblem(415, QStringLiteral("This content type is not supported here."));
}

QString indexOf(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral("^(0|[1-9][0-9]{0,2})$"));
    return whole.match(text).hasMatch() ? text : QString();
}

HttpResponse notWhole(const Media &media)
{
    const QString sum = QStringLiteral("Segments do not add up to provided total file size: %1 of %2 bytes.")
                            .arg(media.receivedBytes())
                            .arg(media.totalBytes);
    return invalidRequest(sum, QStringLiteral("media_id"), media.id);
}

} // namespace

std::optional<HttpResponse> unknownParameter(const ApiRequest &request, const QStringList &known)
{
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        if (!known.contains(name))
            return invalidRequest(
                QStringLiteral("The query parameter [%1] is not one of [%2]").arg(name, known.join(u',')),
                name, value);
    return std::nullopt;
}

Result<const Media *> ownMedia(const SandboxState &world, const ApiRequest &request, const QString &id,
                               HttpResponse &refusal)
{
    const Media *media = world.media.find(id);
    if (!media || media->expired(world.nowMs())) {
        refusal = sessionGone(id);
        return ErrorKind::NotFound;
    }
    if (media->user != request.access.user.id) {
        refusal = notAuthorizedFor(QStringLiteral("media"), id, QStringLiteral("media_id"));
        return ErrorKind::Forbidden;
    }
    return media;
}

std::optional<HttpResponse> wrongContent(const SandboxState &world, const Media &media, const FirstBytes &firstBytes)
{
    if (!world.spec.checksContent())
        return std::nullopt;
    if (media.kind() == MediaKind::Image &&
        !mediaRules::sniff(firstBytes(mediaRules::sniffedBytes)).startsWith(QLatin1String("image/")))
        return invalidRequest(QStringLiteral("The media is no image that can be read."));
    if (media.kind() != MediaKind::Subtitles)
        return std::nullopt;
    const std::optional<QString> wrong = wrongWithSubtitles(firstBytes(media.totalBytes));
    return wrong ? std::optional(invalidRequest(*wrong)) : std::nullopt;
}

QJsonObject mediaData(const SandboxState &world, const Media &media)
{
    const qint64 now = world.nowMs();
    QJsonObject data{{QStringLiteral("id"), media.id},
                     {QStringLiteral("media_key"), media.key},
                     {QStringLiteral("size"), media.totalBytes},
                     {QStringLiteral("expires_after_secs"), (media.expiresMs - now) / 1000}};
    if (media.processed())
        data[QStringLiteral("processing_info")] = ProcessingScript::info(media.step(now));
    return data;
}

HttpResponse beginUpload(SandboxState &world, const ApiRequest &request, const QJsonObject &body, const QString &form)
{
    if (const std::optional<QString> wrong = initializeShape().check(body))
        return invalidRequest(*wrong);
    Media media;
    media.type = body.value(QStringLiteral("media_type")).toString();
    media.category = body.value(QStringLiteral("media_category")).toString();
    media.totalBytes = body.value(QStringLiteral("total_bytes")).toInteger();
    if (!mediaRules::fits(media.type, media.category))
        return invalidRequest(QStringLiteral("The media_type %1 does not fit the media_category %2.")
                                  .arg(media.type, media.category),
                              QStringLiteral("media_type"), media.type);
    const qint64 most = mediaRules::maxBytes(media.kind(), world.isPremium());
    if (media.totalBytes > most)
        return invalidRequest(QStringLiteral("File size exceeds %1 bytes.").arg(most),
                              QStringLiteral("total_bytes"), QString::number(media.totalBytes));
    media.id = world.newId();
    media.key = mediaRules::keyPrefix(media.kind(), media.category) % u'_' % media.id;
    media.user = request.access.user.id;
    media.form = form;
    media.createdMs = world.nowMs();
    media.expiresMs = world.expiryFrom(media.createdMs);
    if (!world.media.create(media))
        return diskFull();
    return dataAnswer(200, {{QStringLiteral("id"), media.id},
                            {QStringLiteral("media_key"), media.key},
                            {QStringLiteral("expires_after_secs"), world.spec.expiresSecs}});
}

HttpResponse takeSegment(SandboxState &world, const ApiRequest &request, const QString &id, const QString &index,
                         bool command)
{
    if (indexOf(index).isEmpty())
        return invalidRequest(QStringLiteral("$.segment_index: must be an integer between 0 and 999"),
                              QStringLiteral("segment_index"), index);
    ReceivedFile *file = request.body.media();
    if (!file || file->bytes() == 0)
        return invalidRequest(QStringLiteral("$.media: is missing but it is required"));
    HttpResponse refusal;
    const Result<const Media *> media = ownMedia(world, request, id, refusal);
    if (!media)
        return refusal;
    if ((*media)->finalized())
        return invalidRequest(QStringLiteral("The upload has been finalized already."),
                              QStringLiteral("media_id"), id);
    const qint64 expires = (*media)->expiresMs / 1000;
    switch (world.media.append(id, index.toInt(), *file)) {
    case MediaStore::AppendOutcome::Stored:
    case MediaStore::AppendOutcome::Repeated:
        break;
    case MediaStore::AppendOutcome::Conflict:
        return invalidRequest(QStringLiteral("Segment %1 is there already with other bytes.").arg(index),
                              QStringLiteral("segment_index"), index);
    case MediaStore::AppendOutcome::TooMuch:
        return invalidRequest(QStringLiteral("The segments add up to more than total_bytes."),
                              QStringLiteral("segment_index"), index);
    case MediaStore::AppendOutcome::DiskFull:
        return diskFull();
    }
    if (command) {
        HttpResponse empty;
        empty.status = 204;
        return empty;
    }
    return dataAnswer(200, {{QStringLiteral("expires_at"), expires}});
}

HttpResponse endUpload(SandboxState &world, const ApiRequest &request, const QString &id)
{
    HttpResponse refusal;
    const Result<const Media *> media = ownMedia(world, request, id, refusal);
    if (!media)
        return refusal;
    if ((*media)->isWhole())
        if (const auto wrong =
                wrongContent(world, **media, [&](qint64 most) { return world.media.firstBytes(id, most); }))
            return *wrong;
    const qint64 now = world.nowMs();
    switch (world.media.finalize(id, now, world.expiryFrom(now), world.spec.processing,
                                 world.spec.checksContent())) {
    case MediaStore::FinalizeOutcome::Finalized:
        return dataAnswer(200, mediaData(world, **media));
    case MediaStore::FinalizeOutcome::Incomplete:
        return invalidRequest(QStringLiteral("Segments are missing: the indexes are not 0 to n-1."),
                              QStringLiteral("media_id"), id);
    case MediaStore::FinalizeOutcome::WrongSum:
        return notWhole(**media);
    case MediaStore::FinalizeOutcome::Already:
        return invalidRequest(QStringLiteral("The upload has been finalized already."),
                              QStringLiteral("media_id"), id);
    case MediaStore::FinalizeOutcome::DiskFull:
        return diskFull();
    }
    return {};
}

HttpResponse initialize(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = wrongBody(request.body, {BodyReader::Form::Json}))
        return *refusal;
    return beginUpload(world, request, *request.body.json(), QStringLiteral("resource"));
}

HttpResponse append(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = wrongBody(request.body, {BodyReader::Form::Multipart, BodyReader::Form::Json}))
        return *refusal;
    for (const FormField &field : request.body.fields())
        if (field.name != "media" && field.name != "segment_index")
            return unknownMember(QString::fromUtf8(field.name));
    return takeSegment(world, request, request.id, QString::fromUtf8(request.body.text("segment_index")),
                       false);
}

HttpResponse finalize(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = wrongBody(request.body, {BodyReader::Form::None, BodyReader::Form::Json}))
        return *refusal;
    if (request.body.json() && !request.body.json()->isEmpty())
        return unknownMember(request.body.json()->keys().constFirst());
    return endUpload(world, request, request.id);
}

HttpResponse status(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = unknownParameter(request, {QStringLiteral("command"), QStringLiteral("media_id")}))
        return *refusal;
    const QString command = request.parameter("command");
    if (request.query.hasQueryItem(QStringLiteral("command")) && command != QLatin1String("STATUS"))
        return invalidRequest(
            QStringLiteral("The `command` query parameter value [%1] is not one of [STATUS]").arg(command),
            QStringLiteral("command"), command);
    const QString id = request.parameter("media_id");
    static const QRegularExpression digits(QStringLiteral("^[0-9]{1,19}$"));
    if (!digits.match(id).hasMatch())
        return invalidRequest(
            QStringLiteral("The `media_id` query parameter value [%1] does not match ^[0-9]{1,19}$").arg(id),
            QStringLiteral("media_id"), id);
    const Media *media = world.media.find(id);
    const bool told = media && !media->expired(world.nowMs()) && media->finalized() && media->processed();
    if (told && media->user != request.access.user.id)
        return notAuthorizedFor(QStringLiteral("media"), id, QStringLiteral("media_id"));
    return told ? dataAnswer(200, mediaData(world, *media))
                : resourceNotFound(QStringLiteral("media"), id, QStringLiteral("media_id"));
}

} // namespace postreel::sandbox::api
