#include "app/sandbox/exchange.h"

#include "app/sandbox/origin_check.h"
#include "app/sandbox/page_access.h"

namespace postreel::sandbox {

namespace {

// Allowance for everything in a multipart body except the media.
constexpr qint64 formOverhead = 64 * 1024;
// A larger JSON body is left out of the log.
constexpr qsizetype maxLoggedBytes = 64 * 1024;

QStringList scopesOf(Call call)
{
    switch (call) {
    case Call::Initialize:
    case Call::Append:
    case Call::Finalize:
    case Call::Status:
    case Call::Upload:
    case Call::Metadata:
    case Call::Subtitles:
        return {QStringLiteral("media.write")};
    case Call::CreatePost:
        return {QStringLiteral("tweet.write"), QStringLiteral("tweet.read"), QStringLiteral("users.read")};
    case Call::Me:
    case Call::Timeline:
        return {QStringLiteral("tweet.read"), QStringLiteral("users.read")};
    case Call::Token:
    case Call::Revoke:
    case Call::Authorize:
    case Call::Page:
    case Call::Inspect:
    case Call::Unknown:
    case Call::Any:
        return {};
    }
    return {};
}

Call callOfCommand(const QByteArray &command)
{
    if (command == "INIT")
        return Call::Initialize;
    if (command == "APPEND")
        return Call::Append;
    return command == "FINALIZE" ? Call::Finalize : Call::Upload;
}

} // namespace

Exchange::Exchange(SandboxState &world, const HttpHead &head, int connection)
    : m_world(world), m_head(head), m_route(route(head.method, head.path(), world.spec.forms)),
      m_call(m_route.call), m_callKnown(!m_route.byCommand), m_body(head, world.media.incomingFolder()),
      m_startedMs(world.nowMs()), m_connection(connection)
{
    checkOrigin();
    if (!m_verdict)
        checkHead();
    if (!m_verdict && !scopesOf(m_call).isEmpty())
        checkToken();
    if (!m_verdict)
        checkLength();
    if (m_callKnown)
        learnCall();
}

// A request from a foreign page counts as no call: no fault strikes it and no rate limit counts it.
void Exchange::checkOrigin()
{
    m_verdict = foreignRequest(m_head, m_world.base, m_world.open);
    if (!m_verdict)
        return;
    m_call = Call::Unknown;
    m_callKnown = true;
}

void Exchange::checkHead()
{
    if (m_route.allow.isEmpty()) {
        m_verdict = bareProblem(404);
    } else if (!m_route.allowed) {
        m_verdict = bareProblem(405);
        m_verdict->addHeader("Allow", m_route.allow);
    } else if (m_call == Call::Page || m_call == Call::Authorize || m_call == Call::Inspect) {
        m_verdict = checkPageAccess(m_world, m_head, m_call);
    }
}

void Exchange::checkToken()
{
    const std::optional<Access> access = m_world.tokens.lookUp(bearerToken(m_head), m_world.nowMs());
    if (!access) {
        m_verdict = bareProblem(401);
        m_verdict->addHeader("WWW-Authenticate", "Bearer");
        return;
    }
    m_access = *access;
    for (const QString &scope : scopesOf(m_call)) {
        if (m_access.may(scope))
            continue;
        m_verdict = scope == QLatin1String("media.write")
                        ? plainText(403, "Forbidden")
                        : forbidden(QStringLiteral("You are not permitted to perform this action."));
        return;
    }
}

// A body that is too long by its Content-Length is refused without reading it.
void Exchange::checkLength()
{
    const qint64 most =
        m_body.form() == BodyReader::Form::Multipart
            ? m_world.spec.faults.mediaLimit(m_call).value_or(mediaRules::maxSegmentBytes) + formOverhead
            : static_cast<qint64>(BodyReader::maxKeptBytes);
    if (m_head.contentLength > most)
        m_verdict = plainText(413, {});
}

bool Exchange::skipsBody() const
{
    return m_verdict && m_verdict->status == 413;
}

void Exchange::learnCall()
{
    m_callKnown = true;
    const qint64 limit = m_world.spec.faults.mediaLimit(m_call).value_or(mediaRules::maxSegmentBytes);
    m_body.setMediaLimit(std::min(limit, mediaRules::maxSegmentBytes));
}

void Exchange::feed(const char *data, qsizetype size)
{
    m_bodyBytes += size;
    if (m_verdict)
        return;
    m_body.feed(data, size);
    if (!m_callKnown && (m_body.knows("command") || m_body.hasMedia())) {
        m_call = callOfCommand(m_body.text("command"));
        learnCall();
    }
    if (m_body.refusal() == 413)
        m_verdict = plainText(413, {});
}

void Exchange::bodyEnded()
{
    m_body.finish();
    if (m_callKnown)
        return;
    m_call = callOfCommand(m_body.text("command"));
    learnCall();
}

ApiRequest Exchange::request()
{
    return {m_head,   m_body,   m_call, m_route.id, QUrlQuery(QString::fromUtf8(m_head.query())),
            m_access, m_lagSecs};
}

bool Exchange::countRate(const Reply &reply)
{
    if (!m_world.spec.limits || RateLimits::limitOf(m_call) == 0)
        return true;
    m_standing = m_world.rates.count(m_access.user.id, m_call, m_world.nowMs());
    if (m_standing->refused) {
        HttpResponse refusal = rateLimited();
        refusal.headers += rateHeaders();
        reply(refusal);
        return false;
    }
    m_world.journal.write(m_world.rates.line(m_access.user.id, m_call));
    return true;
}

QList<HttpHeader> Exchange::rateHeaders() const
{
    if (!m_world.spec.limits || RateLimits::limitOf(m_call) == 0 || m_access.user.id.isEmpty())
        return {};
    const RateLimits::Standing standing =
        m_standing ? *m_standing : m_world.rates.look(m_access.user.id, m_call, m_world.nowMs());
    return {{"x-rate-limit-limit", QByteArray::number(standing.limit)},
            {"x-rate-limit-remaining", QByteArray::number(standing.remaining)},
            {"x-rate-limit-reset", QByteArray::number(standing.resetSecs)}};
}

void Exchange::finish(const Reply &reply)
{
    if (m_verdict)
        return reply(*m_verdict);
    if (!countRate(reply))
        return;
    if (m_call == Call::Append || m_call == Call::Upload)
        m_body.unwrapJson();
    if (m_body.refusal() == 413)
        return reply(plainText(413, {}));
    if (m_body.refusal() == 507)
        return reply(bareProblem(503, m_body.reason()));
    if (m_body.refusal() != 0)
        return reply(invalidRequest(m_body.reason()));
    if (m_call == Call::Page)
        return api::page(m_world, request(), this, reply);
    if (m_call == Call::Inspect)
        return api::inspect(m_world, request(), this, reply);
    HttpResponse answered = answer(request());
    answered.headers += rateHeaders();
    reply(answered);
}

HttpResponse Exchange::answer(const ApiRequest &request)
{
    if (m_route.byCommand)
        return m_body.field("command") ? api::command(m_world, request) : api::uploadAtOnce(m_world, request);
    switch (m_call) {
    case Call::Initialize:
        return api::initialize(m_world, request);
    case Call::Append:
        return api::append(m_world, request);
    case Call::Finalize:
        return api::finalize(m_world, request);
    case Call::Status:
        return api::status(m_world, request);
    case Call::CreatePost:
        return api::createPost(m_world, request);
    case Call::Me:
        return api::me(m_world, request);
    case Call::Timeline:
        return api::timeline(m_world, request);
    case Call::Metadata:
        return api::metadata(m_world, request);
    case Call::Subtitles:
        return api::subtitles(m_world, request);
    case Call::Token:
        return api::token(m_world, request);
    case Call::Revoke:
        return api::revoke(m_world, request);
    case Call::Authorize:
        return api::authorize(m_world, request);
    case Call::Upload:
    case Call::Page:
    case Call::Inspect:
    case Call::Unknown:
    case Call::Any:
        break;
    }
    return bareProblem(404);
}

void Exchange::log(int status, const QString &fault)
{
    if (m_logged)
        return;
    m_logged = true;
    const qint64 now = m_world.nowMs();
    const bool small = m_body.json() && m_body.raw().size() <= maxLoggedBytes;
    const QJsonValue loggedJson = small ? QJsonValue(*m_body.json()) : QJsonValue(QJsonValue::Undefined);
    m_world.log.add({.method = m_head.method,
                     .path = m_head.path(),
                     .query = m_head.query(),
                     .call = m_call,
                     .contentType = m_head.contentType(),
                     .host = m_head.header("Host"),
                     .status = status,
                     .bodyBytes = m_bodyBytes,
                     .connection = m_connection,
                     .startedMs = m_startedMs,
                     .tookMs = now - m_startedMs,
                     .json = loggedJson,
                     .fields = m_body.logged(),
                     .fault = fault});
}

} // namespace postreel::sandbox
