#include "app/sandbox/api.h"

namespace postreel::sandbox::api {

namespace {

std::optional<HttpResponse> unknownField(const BodyReader &body, const QList<QByteArray> &known)
{
    for (const FormField &field : body.fields())
        if (!known.contains(field.name))
            return unknownMember(QString::fromUtf8(field.name));
    return std::nullopt;
}

// Converts the form fields into the JSON body of the resource form.
HttpResponse initCommand(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = unknownField(request.body, {"command", "media_type", "total_bytes", "media_category",
                                                   "additional_owners", "shared"}))
        return *refusal;
    QJsonObject body;
    for (const char *name : {"media_type", "media_category"})
        if (request.body.field(name))
            body[QLatin1String(name)] = QString::fromUtf8(request.body.text(name));
    if (request.body.field("total_bytes")) {
        bool ok = false;
        const QByteArray digits = request.body.text("total_bytes");
        const qint64 total = digits.toLongLong(&ok);
        if (ok)
            body[QStringLiteral("total_bytes")] = total;
        else
            body[QStringLiteral("total_bytes")] = QString::fromUtf8(digits);
    }
    return beginUpload(world, request, body, QStringLiteral("command"));
}

HttpResponse appendCommand(SandboxState &world, const ApiRequest &request)
{
    if (request.body.form() != BodyReader::Form::Multipart)
        return bareProblem(415, QStringLiteral("APPEND is multipart/form-data."));
    if (auto refusal = unknownField(request.body, {"command", "media_id", "segment_index", "media"}))
        return *refusal;
    return takeSegment(world, request, QString::fromUtf8(request.body.text("media_id")),
                       QString::fromUtf8(request.body.text("segment_index")), true);
}

HttpResponse finalizeCommand(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = unknownField(request.body, {"command", "media_id"}))
        return *refusal;
    return endUpload(world, request, QString::fromUtf8(request.body.text("media_id")));
}

} // namespace

HttpResponse command(SandboxState &world, const ApiRequest &request)
{
    const QByteArray name = request.body.text("command");
    // X since 2025: this path accepts only the whole file in one request.
    if (world.spec.forms == ServedForms::Resource)
        return invalidRequest(QStringLiteral("Missing media field in JSON"));
    if (name == "INIT")
        return initCommand(world, request);
    if (name == "APPEND")
        return appendCommand(world, request);
    if (name == "FINALIZE")
        return finalizeCommand(world, request);
    return invalidRequest(
        QStringLiteral("$.command: does not have a value in the enumeration [INIT, APPEND, FINALIZE]"),
        QStringLiteral("command"), QString::fromUtf8(name));
}

HttpResponse uploadAtOnce(SandboxState &world, const ApiRequest &request)
{
    const BodyReader &body = request.body;
    if (body.form() != BodyReader::Form::Multipart && body.form() != BodyReader::Form::Json)
        return invalidRequest(QStringLiteral("Missing media field in JSON"));
    if (auto refusal = unknownField(body, {"media", "media_category", "additional_owners"}))
        return *refusal;
    ReceivedFile *file = body.media();
    if (!file || file->bytes() == 0)
        return invalidRequest(QStringLiteral("Missing media field in JSON"));
    Media media;
    media.category = QString::fromUtf8(body.text("media_category"));
    if (!mediaRules::uploadCategories().contains(media.category))
        return invalidRequest(
            QStringLiteral("$.media_category: does not have a value in the enumeration [%1]")
                .arg(mediaRules::uploadCategories().join(QStringLiteral(", "))),
            QStringLiteral("media_category"), media.category);
    media.type = mediaRules::sniff(file->head());
    if (media.type.isEmpty() || !mediaRules::fits(media.type, media.category))
        return invalidRequest(
            QStringLiteral("The media is of no type that %1 can hold.").arg(media.category));
    media.totalBytes = file->bytes();
    const qint64 most = mediaRules::maxBytes(media.kind(), world.isPremium());
    if (media.totalBytes > most)
        return invalidRequest(QStringLiteral("File size exceeds %1 bytes.").arg(most));
    if (auto refusal = wrongContent(world, media, [file](qint64 count) { return file->firstBytes(count); }))
        return *refusal;
    media.id = world.newId();
    media.key = mediaRules::keyPrefix(media.kind(), media.category) % u'_' % media.id;
    media.user = request.access.user.id;
    media.form = QStringLiteral("upload");
    media.createdMs = world.nowMs();
    media.expiresMs = world.expiryFrom(media.createdMs);
    if (!world.media.create(media) ||
        world.media.append(media.id, 0, *file) != MediaStore::AppendOutcome::Stored)
        return bareProblem(503, QStringLiteral("The sandbox cannot write to its folder."));
    return endUpload(world, request, media.id);
}

} // namespace postreel::sandbox::api
