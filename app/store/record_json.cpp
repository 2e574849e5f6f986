#include "app/store/record_json.h"

#include <QJsonArray>

namespace postreel {

namespace {

// One visitor function writes and reads a record, so that no member can be written but forgotten when reading.
class Writer
{
public:
    void operator()(const char *key, const QString &value) { m_object[QLatin1String(key)] = value; }
    void operator()(const char *key, const QByteArray &value)
    {
        m_object[QLatin1String(key)] = QString::fromLatin1(value.toBase64());
    }
    void operator()(const char *key, const QStringList &value)
    {
        m_object[QLatin1String(key)] = QJsonArray::fromStringList(value);
    }
    void operator()(const char *key, bool value) { m_object[QLatin1String(key)] = value; }
    void operator()(const char *key, int value) { m_object[QLatin1String(key)] = value; }
    void operator()(const char *key, qint64 value) { m_object[QLatin1String(key)] = value; }
    void operator()(const char *key, const std::optional<qint64> &value)
    {
        if (value)
            m_object[QLatin1String(key)] = *value;
    }
    template <typename E>
        requires std::is_enum_v<E>
    void operator()(const char *key, E value)
    {
        m_object[QLatin1String(key)] = nameOf(value);
    }
    void object(const char *key, const QJsonObject &value) { m_object[QLatin1String(key)] = value; }
    QJsonObject take() { return std::move(m_object); }

private:
    QJsonObject m_object;
};

class Reader
{
public:
    explicit Reader(const QJsonObject &object) : m_object(object) {}
    void operator()(const char *key, QString &value) { value = at(key).toString(); }
    void operator()(const char *key, QByteArray &value)
    {
        value = QByteArray::fromBase64(at(key).toString().toLatin1());
    }
    void operator()(const char *key, QStringList &value)
    {
        value.clear();
        for (const QJsonValue &one : at(key).toArray())
            value << one.toString();
    }
    void operator()(const char *key, bool &value) { value = at(key).toBool(value); }
    void operator()(const char *key, int &value) { value = at(key).toInt(value); }
    void operator()(const char *key, qint64 &value) { value = at(key).toInteger(value); }
    void operator()(const char *key, std::optional<qint64> &value)
    {
        if (at(key).isDouble())
            value = at(key).toInteger();
    }
    void operator()(const char *key, ErrorKind &value) { value = errorKindOf(at(key).toString()); }
    void operator()(const char *key, ErrorSource &value) { value = errorSourceOf(at(key).toString()); }
    void operator()(const char *key, ErrorCause &value) { value = errorCauseOf(at(key).toString()); }
    void operator()(const char *key, UploadState &value) { value = uploadStateOf(at(key).toString()); }
    void operator()(const char *key, PostState &value) { value = postStateOf(at(key).toString()); }
    void operator()(const char *key, WaitReason &value) { value = waitReasonOf(at(key).toString()); }
    void operator()(const char *key, AccountState &value) { value = accountStateOf(at(key).toString()); }
    void operator()(const char *key, UploadKind &value) { value = uploadKindOf(at(key).toString()); }
    void operator()(const char *key, WireForm &value) { value = wireFormOf(at(key).toString()); }
    void operator()(const char *key, Verdict &value) { value = verdictOf(at(key).toString()); }
    void operator()(const char *key, FixKind &value) { value = fixKindOf(at(key).toString()); }

private:
    QJsonValue at(const char *key) const { return m_object.value(QLatin1String(key)); }
    const QJsonObject m_object;
};

template <typename Visitor, typename Record>
void visitError(Visitor &visit, Record &error)
{
    visit("kind", error.kind);
    visit("http", error.http);
    visit("detail", error.detail);
    visit("source", error.source);
    visit("problem", error.problem);
    visit("subject", error.subject);
    visit("retryAfterMs", error.retryAfterMs);
    visit("resetsAtMs", error.resetsAtMs);
    visit("wantedMs", error.wantedMs);
    visit("lengthMs", error.lengthMs);
    visit("period", error.period);
    visit("remedyUrl", error.remedyUrl);
    visit("cause", error.cause);
}

template <typename Visitor, typename Record>
void visitAccount(Visitor &visit, Record &account)
{
    visit("key", account.key);
    visit("userId", account.userId);
    visit("handle", account.handle);
    visit("name", account.name);
    visit("pictureUrl", account.pictureUrl);
    visit("subscription", account.subscription);
    visit("verified", account.verified);
    visit("verifiedType", account.verifiedType);
    visit("apiBase", account.apiBase);
    visit("authorizeUrl", account.authorizeUrl);
    visit("tokenUrl", account.tokenUrl);
    visit("revokeUrl", account.revokeUrl);
    visit("clientId", account.clientId);
    visit("scopes", account.scopes);
    visit("state", account.state);
    visit("addedAtMs", account.addedAtMs);
}

// The upload's state, and what is known about its file.
template <typename Visitor, typename Record>
void visitFile(Visitor &visit, Record &upload)
{
    visit("state", upload.state);
    visit("backTo", upload.resumeState);
    visit("reason", upload.reason);
    visit("waitSince", upload.waitSinceAtMs);
    visit("until", upload.untilAtMs);
    visit("mediaType", upload.facts.mediaType);
    visit("mediaCategory", upload.facts.mediaCategory);
    visit("durationMs", upload.facts.durationMs);
    visit("width", upload.facts.width);
    visit("height", upload.facts.height);
    visit("sound", upload.facts.sound);
    visit("size", upload.fingerprint.size);
    visit("mtime", upload.fingerprint.mtimeMs);
    visit("hash", upload.fingerprint.hash);
    visit("body", upload.fingerprint.body);
    visit("verdict", upload.verdict);
    visit("fixKind", upload.offer.kind);
    visit("fixMs", upload.offer.ms);
    visit("fixBytes", upload.offer.bytes);
}

template <typename Visitor, typename Record>
void visitUpload(Visitor &visit, Record &upload)
{
    visit("id", upload.id);
    visit("post", upload.postId);
    visit("kind", upload.kind);
    visit("parent", upload.parentId);
    visit("position", upload.position);
    visit("file", upload.file);
    visit("account", upload.account);
    visit("altText", upload.altText);
    visit("language", upload.language);
    visit("title", upload.title);
    visit("description", upload.description);
    visit("coverMs", upload.coverMs);
    visit("sendAnyway", upload.sendAnyway);
    visit("fix", upload.fix);
    visit("trimStart", upload.trimStartMs);
    visit("trimEnd", upload.trimEndMs);
    visit("soundStream", upload.soundStream);
    visit("outBy", upload.deadlineAtMs);
    visit("fixedFile", upload.fixedFile);
    visit("originalSize", upload.original.size);
    visit("originalMtime", upload.original.mtimeMs);
    visit("originalHash", upload.original.hash);
    visit("originalBody", upload.original.body);
    visitFile(visit, upload);
    visit("mediaId", upload.mediaId);
    visit("mediaKey", upload.mediaKey);
    visit("form", upload.form);
    visit("expires", upload.expiresAtMs);
    visit("restarts", upload.restarts);
    visit("attempts", upload.attempts);
    visit("chunk", upload.chunkBytes);
    visit("finalizeTwice", upload.finalizeTwice);
    visit("finalizeRefused", upload.finalizeRefused);
    visit("doubted", upload.doubted);
    visit("processing", upload.processing);
    visit("percent", upload.percent);
    visit("processingSince", upload.processingSinceAtMs);
    visit("created", upload.createdAtMs);
}

template <typename Visitor, typename Record>
void visitPost(Visitor &visit, Record &post)
{
    visit("id", post.id);
    visit("account", post.account);
    visit("replySettings", post.replySettings);
    visit("onceKey", post.onceKey);
    visit("state", post.state);
    visit("backTo", post.resumeState);
    visit("reason", post.reason);
    visit("waitSince", post.waitSinceAtMs);
    visit("until", post.untilAtMs);
    visit("scheduled", post.scheduledAtMs);
    visit("part", post.part);
    visit("cancelAsked", post.cancelAsked);
    visit("mediaNotYetTried", post.mediaNotYetTried);
    visit("refusedMedia", post.refusedMedia);
    visit("attempts", post.attempts);
    visit("looks", post.looks);
    visit("sendFirst", post.sendFirstAtMs);
    visit("created", post.createdAtMs);
    visit("activity", post.activityAtMs);
}

template <typename Visitor, typename Record>
void visitPart(Visitor &visit, Record &part)
{
    visit("text", part.text);
    visit("posted", part.postedId);
    visit("sent", part.sentAtMs);
    visit("lastSent", part.lastSentAtMs);
    visit("sends", part.sends);
    visit("byXClock", part.sentByXClock);
}

template <typename Visitor, typename Record>
void visitProblem(Visitor &visit, Record &problem)
{
    visit("field", problem.field);
    visit("value", problem.value);
    visit("limit", problem.limit);
    visit("fix", problem.fix);
}

template <typename Visitor, typename Record>
void visitSound(Visitor &visit, Record &sound)
{
    visit("stream", sound.stream);
    visit("name", sound.name);
}

QJsonArray toJson(const QVector<SoundTrack> &sounds)
{
    QJsonArray array;
    for (const SoundTrack &sound : sounds) {
        Writer write;
        visitSound(write, sound);
        array.append(write.take());
    }
    return array;
}

QVector<SoundTrack> soundsFrom(const QJsonArray &array)
{
    QVector<SoundTrack> sounds;
    for (const QJsonValue &value : array) {
        SoundTrack sound;
        Reader read(value.toObject());
        visitSound(read, sound);
        if (sound.stream >= 0)
            sounds.append(sound);
    }
    return sounds;
}

QVector<Problem> problemsFrom(const QJsonArray &array)
{
    QVector<Problem> problems;
    for (const QJsonValue &value : array) {
        Problem problem;
        Reader read(value.toObject());
        visitProblem(read, problem);
        problems.append(problem);
    }
    return problems;
}

} // namespace

QJsonObject toJson(const Error &error)
{
    Writer write;
    visitError(write, error);
    return write.take();
}

Error errorFromJson(const QJsonObject &object)
{
    Error error;
    Reader read(object);
    visitError(read, error);
    return error;
}

QJsonArray toJson(const QVector<Problem> &problems)
{
    QJsonArray array;
    for (const Problem &problem : problems) {
        Writer write;
        visitProblem(write, problem);
        array.append(write.take());
    }
    return array;
}

QJsonObject toJson(const Upload &upload)
{
    Writer write;
    visitUpload(write, upload);
    write.object("error", toJson(upload.error));
    QJsonObject object = write.take();
    object[QLatin1String("problems")] = toJson(upload.problems);
    object[QLatin1String("accepted")] = toJson(upload.accepted);
    object[QLatin1String("sounds")] = toJson(upload.facts.sounds);
    return object;
}

Upload uploadFromJson(const QJsonObject &object)
{
    Upload upload;
    Reader read(object);
    visitUpload(read, upload);
    upload.error = errorFromJson(object.value(QLatin1String("error")).toObject());
    upload.problems = problemsFrom(object.value(QLatin1String("problems")).toArray());
    upload.accepted = problemsFrom(object.value(QLatin1String("accepted")).toArray());
    upload.facts.sounds = soundsFrom(object.value(QLatin1String("sounds")).toArray());
    return upload;
}

QJsonObject toJson(const Post &post)
{
    Writer write;
    visitPost(write, post);
    write.object("error", toJson(post.error));
    QJsonObject object = write.take();
    QJsonArray parts;
    for (const PostPart &part : post.parts) {
        Writer writePart;
        visitPart(writePart, part);
        parts.append(writePart.take());
    }
    object[QLatin1String("parts")] = parts;
    return object;
}

QJsonObject toJson(const AccountRecord &account)
{
    Writer write;
    visitAccount(write, account);
    return write.take();
}

AccountRecord accountFromJson(const QJsonObject &object)
{
    AccountRecord account;
    Reader read(object);
    visitAccount(read, account);
    return account;
}

Post postFromJson(const QJsonObject &object)
{
    Post post;
    Reader read(object);
    visitPost(read, post);
    post.error = errorFromJson(object.value(QLatin1String("error")).toObject());
    const QJsonArray parts = object.value(QLatin1String("parts")).toArray();
    for (const QJsonValue &value : parts) {
        PostPart part;
        Reader readPart(value.toObject());
        visitPart(readPart, part);
        post.parts.append(part);
    }
    return post;
}

} // namespace postreel
