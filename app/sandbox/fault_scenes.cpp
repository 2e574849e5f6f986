#include "app/sandbox/fault_scenes.h"

#include "app/sandbox/sandbox_text.h"

#include <QRegularExpression>
#include <limits>

namespace postreel::sandbox {

namespace {

struct ActionEntry
{
    FaultAction action;
    const char *name;
    bool status; // the name is followed by a status code
    const char *description;
};

using enum FaultAction;
constexpr ActionEntry actions[] = {
    {Cut, "cut", false, "close the connection at BYTE of the body (default 0); what came is dropped"},
    {Reset, "reset", false, "the same with a TCP reset"},
    {Wear, "wear", false, "reset the connection that carries each BYTE-th byte of all bodies of that call together"},
    {Stall, "stall", false, "stop reading for ever at BYTE of the body (default 0)"},
    {Mute, "mute", false, "do what was asked, never answer, leave the connection open"},
    {Swallow, "swallow", false, "do what was asked, close without an answer"},
    {Half, "half", false, "do what was asked, close after BYTE bytes of the answer (default: half)"},
    {Status, "status", true, "read the body, answer NNN, do nothing"},
    {Early, "early", true, "answer NNN at BYTE of the body (default 0) and close at once"},
    {Done, "done", true, "do what was asked, but answer NNN"},
    {Bare, "bare429", false, "answer 429 without any rate-limit header"},
    {Later, "later", true, "read the body, answer NNN with Retry-After: BYTE (default 2), do nothing"},
    {Limit, "limit", false, "answer 413 to every body with more than BYTE bytes of media"},
    {Garbage, "garbage", false, "do what was asked, answer with bytes that are no JSON"},
    {Huge, "huge", false, "do what was asked, answer with 10 MB"},
    {BadUtf8, "badutf8", false, "do what was asked, answer with invalid UTF-8"},
    {Numbers, "numbers", false, "do what was asked, answer with ids as JSON numbers"},
    {Redirect, "redirect", false, "answer 307 to the same path on the host localhost"},
    {EndlessHeaders, "endless", false, "do what was asked, answer with headers without end, 16 KiB every 50 ms"},
    {Slow, "slow", false, "do what was asked, answer one byte every 50 ms"},
    {Delay, "delay", false, "do what was asked, answer BYTE ms later (default 3000)"},
    {Lag, "lag", false, "the own timeline leaves out Posts younger than BYTE seconds (default 20)"},
    {Random, "random", false, "BYTE percent of the requests meet one of 503, cut, reset, swallow"},
    {Page, "page", true, "read the body, answer NNN with a page as a CDN or a captive portal does, do nothing"},
    {DonePage, "donepage", true, "do what was asked, but answer NNN with such a page"},
    {Errors, "errors", false, "read the body, answer 200 with nothing but errors, do nothing"},
    {Lose, "lose", false, "answer 200 as if it was done, but drop what came"},
    {Moved, "moved", true, "do what was asked, but answer NNN with the address of a sign-in page"},
    {OtherId, "otherid", false, "do what was asked, answer with the id of another media"},
    {UnknownAuth, "unknownauth", false, "answer 403 \"Authenticating with Unknown is forbidden\""},
    {Capped, "capped", false, "answer 429 \"usage-capped\" for the month, or with BYTE 1 for the day"},
    {NotEnrolled, "notenrolled", false, "answer 403 \"client-not-enrolled\""},
    {Suspended, "suspended", false, "answer 403 \"Your account is suspended\""},
    {BadMedia, "badmedia", false, "answer 400 \"Your media IDs are invalid.\""},
};

constexpr FaultScene scenes[] = {
    {"cut-before-body", "cut@append#2:0", "the second APPEND is cut off before its body"},
    {"cut-mid-body", "cut@append#2:half", "the second APPEND is cut off in the middle of its body"},
    {"cut-after-body", "cut@append#2:end", "the second APPEND is cut off after its body, nothing stored"},
    {"cut-often", "cut@append*:65536", "every APPEND is cut off after 64 KiB"},
    {"answer-swallowed", "swallow@append#2", "the second APPEND is stored, its answer lost"},
    {"init-answer-lost", "swallow@initialize#1", "the first INIT is done, its answer lost"},
    {"finalize-answer-lost", "swallow@finalize#1", "the first FINALIZE is done, its answer lost"},
    {"half-answer", "half@append#2", "the answer to the second APPEND breaks off half way"},
    {"stall", "stall@append#2:65536", "the second APPEND is read to 64 KiB, then never again"},
    {"no-answer", "mute@append#2", "the second APPEND is stored and never answered"},
    {"reset", "reset@append#2:half", "the second APPEND meets a TCP reset in the middle"},
    {"401", "status401@append#2", "the second APPEND is refused with 401"},
    {"401-everybody", "status401@any*", "every call answers 401, as in X's outage of 2026-06-30"},
    {"403", "status403@append#2", "the second APPEND is refused with 403"},
    {"403-page", "page403@append#2", "the second APPEND meets a 403 with a page that is not X's"},
    {"403-unknown", "unknownauth@append#2", "the second APPEND meets the sporadic 403 \"Unknown is forbidden\""},
    {"404", "status404@append#2", "the second APPEND is refused with 404"},
    {"404-outage", "status404@initialize*", "INIT answers 404 in both forms"},
    {"408", "status408@append#2", "the second APPEND answers 408"},
    {"413", "status413@append#1", "the first APPEND answers 413 after its body"},
    {"413-early-close", "early413@append#1:16384", "the first APPEND is answered 413 in mid-body and closed"},
    {"chunk-limit-4m", "limit@append:4194304", "APPENDs over 4 MiB are refused with 413, always"},
    {"chunk-limit-1m", "limit@append:1048576", "APPENDs over 1 MiB are refused with 413, always"},
    {"chunk-limit-256k", "limit@append:262144", "APPENDs over 256 KiB are refused with 413, always"},
    {"425", "status425@append#2", "the second APPEND answers 425"},
    {"429", "status429@append#2", "the second APPEND answers 429 with headers"},
    {"429-bare", "bare429@append#2", "the second APPEND answers 429 without headers"},
    {"429-retry-after", "later429@append#2:3", "the second APPEND answers 429 with Retry-After alone"},
    {"431", "status431@append#2", "the second APPEND answers 431"},
    {"500", "status500@append#2", "the second APPEND answers 500"},
    {"502", "status502@append#2", "the second APPEND answers 502 with a page"},
    {"503", "status503@append#2", "the second APPEND answers 503"},
    {"503-retry-after", "later503@append#2:3", "the second APPEND answers 503 with Retry-After"},
    {"504", "status504@append#2", "the second APPEND answers 504 with a page"},
    {"outage", "status503@any*", "every call answers 503"},
    {"garbage", "garbage@any#2", "the second call answers with bytes that are no JSON"},
    {"huge-answer", "huge@status#1", "the first STATUS answers with 10 MB"},
    {"invalid-utf8", "badutf8@status#1", "the first STATUS answers with invalid UTF-8"},
    {"ids-as-numbers", "numbers@any*", "ids come as JSON numbers"},
    {"portal", "page200@any#2", "the second call meets a captive portal: 200 with a page"},
    {"errors-alone", "errors@any#2", "the second call is answered 200 with nothing but errors, and not done"},
    {"lost-segment", "lose@append#2", "the second APPEND is acknowledged, but its bytes are lost"},
    {"other-status", "otherid@status#1", "the first STATUS tells of another media"},
    {"long-retry-after", "later503@append#2:315360000", "the second APPEND answers 503 with Retry-After of ten years"},
    {"redirect", "redirect@any#2", "the second call is redirected to another host"},
    {"endless-headers", "endless@status#1", "the first STATUS answers with headers that never end"},
    {"slow-answer", "slow@finalize#1", "the answer to FINALIZE trickles"},
    {"lost-post-answer", "swallow@createpost#1", "the Post is created, the answer lost"},
    {"post-503-but-done", "done503@createpost#1", "the Post is created, the answer says 503"},
    {"post-503", "status503@createpost#1", "the Post is not created, the answer says 503"},
    {"post-redirected-but-done", "moved302@createpost#1", "the Post is created, the answer is an odd redirect"},
    {"post-page-but-done", "donepage403@createpost#1", "the Post is created, the answer is a 403 page of another"},
    {"media-refused", "badmedia@createpost#1-2", "two times the Post is refused for its media"},
    {"media-refused-long", "badmedia@createpost#1-3", "three times the Post is refused for its media"},
    {"usage-cap", "capped@createpost*", "the plan is used up for this month"},
    {"not-enrolled", "notenrolled@any*", "the app is in no package that may do this"},
    {"suspended", "suspended@any*", "the account is suspended"},
    {"timeline-lags", "lag@timeline:20", "new Posts appear in the timeline 20 s late"},
    {"random-2pct", "random@any:2", "2 % of all calls meet 503, a cut, a reset or a lost answer"},
};

Error usage(const QString &sentence)
{
    return Error{.kind = ErrorKind::Usage, .detail = sentence};
}

bool readAction(const QString &word, int status, Fault &fault)
{
    for (const ActionEntry &entry : actions) {
        if (entry.status != (status != 0) || word != QLatin1String(entry.name))
            continue;
        fault.action = entry.action;
        fault.status = status;
        return true;
    }
    return false;
}

void readByte(const QString &text, Fault &fault)
{
    if (text == QLatin1String("half"))
        fault.byte = Fault::half;
    else if (text == QLatin1String("end"))
        fault.byte = Fault::end;
    else if (!text.isEmpty())
        fault.byte = text.toLongLong();
}

void readOccurrence(const QRegularExpressionMatch &match, Fault &fault)
{
    constexpr int always = std::numeric_limits<int>::max();
    if (!match.captured(QStringLiteral("first")).isEmpty()) {
        fault.first = match.captured(QStringLiteral("first")).toInt();
        const QString last = match.captured(QStringLiteral("last"));
        fault.last = last.isEmpty() ? fault.first : last.toInt();
    } else if (!match.captured(QStringLiteral("every")).isEmpty() || fault.action == Limit ||
               fault.action == Wear || fault.action == Lag || fault.action == Random) {
        fault.last = always;
    }
}

Result<Fault> parseRule(const QString &text)
{
    static const QRegularExpression grammar(
        QStringLiteral("^(?<action>bare429|badutf8|[a-z]+?)(?<status>[2-5]\\d\\d)?@(?<call>[a-z]+)"
                       "(?:#(?<first>[1-9]\\d{0,8})(?:-(?<last>[1-9]\\d{0,8}))?|(?<every>#?\\*))?"
                       "(?::(?<byte>\\d{1,15}|half|end))?$"));
    const QRegularExpressionMatch match = grammar.match(text);
    if (!match.hasMatch())
        return usage(
            SandboxText::tr("\"%1\" is neither a fault scene nor of the form ACTION@CALL[#N|*][:BYTE].").arg(text));
    Fault fault;
    if (!readAction(match.captured(QStringLiteral("action")),
                    match.captured(QStringLiteral("status")).toInt(), fault))
        return usage(SandboxText::tr("\"%1\" is not a known fault action.").arg(text));
    const std::optional<Call> call = enumValue(callNames, match.captured(QStringLiteral("call")));
    if (!call || (!isApiCall(*call) && *call != Call::Any))
        return usage(SandboxText::tr("\"%1\" is not a call that can have a fault.").arg(text));
    fault.call = *call;
    readByte(match.captured(QStringLiteral("byte")), fault);
    readOccurrence(match, fault);
    if ((fault.action == Limit || fault.action == Wear) && fault.byte <= 0)
        return usage(SandboxText::tr("\"%1\" needs a number of bytes, e.g. limit@append:1048576.").arg(text));
    if (fault.last < fault.first)
        return usage(SandboxText::tr("\"%1\" ends before it begins.").arg(text));
    return fault;
}

} // namespace

std::span<const FaultScene> faultScenes()
{
    return scenes;
}

QStringList faultActionLines()
{
    QStringList lines;
    for (const ActionEntry &entry : actions)
        lines << QLatin1String(entry.name) % (entry.status ? QStringLiteral("NNN") : QString()) %
                     QStringLiteral(": ") % QLatin1String(entry.description);
    return lines;
}

bool Fault::strikesInBody() const
{
    return action == Cut || action == Reset || action == Stall || action == Early;
}

qint64 Fault::strikesAt(qint64 size) const
{
    if (byte == half)
        return size > 0 ? size / 2 : 32 * 1024;
    if (byte == end)
        return std::numeric_limits<qint64>::max();
    return byte == nowhere ? 0 : byte;
}

Result<FaultPlan> FaultPlan::parse(const QString &text, quint64 seed)
{
    FaultPlan plan;
    plan.m_text = text;
    plan.m_random.seed(seed);
    if (text.isEmpty() || text == QLatin1String("none"))
        return plan;
    for (const QString &word : text.split(u'+')) {
        QString rules = word;
        for (const FaultScene &scene : faultScenes())
            if (word == QLatin1String(scene.name))
                rules = QLatin1String(scene.rules);
        for (const QString &rule : rules.split(u'+')) {
            const Result<Fault> fault = parseRule(rule);
            if (!fault)
                return fault.error();
            plan.m_rules.append({*fault, 0});
        }
    }
    return plan;
}

Fault FaultPlan::draw(const Fault &random)
{
    static constexpr FaultAction choices[] = {Status, Cut, Reset, Swallow};
    Fault fault = random;
    fault.action = choices[m_random() % 4];
    fault.status = fault.action == Status ? 503 : 0;
    fault.byte = Fault::half;
    return fault;
}

QList<Fault> FaultPlan::faultsForNext(Call call)
{
    QList<Fault> due;
    if (!isApiCall(call))
        return due;
    for (Rule &rule : m_rules) {
        if (rule.fault.action == Limit || rule.fault.action == Wear || (rule.fault.call != call && rule.fault.call != Call::Any))
            continue;
        ++rule.seen;
        if (rule.seen < rule.fault.first || rule.seen > rule.fault.last)
            continue;
        if (rule.fault.action != Random)
            due.append(rule.fault);
        else if (static_cast<qint64>(m_random() % 10000) < rule.fault.byte * 100)
            due.append(draw(rule.fault));
    }
    return due;
}

qint64 FaultPlan::wearLeft(Call call) const
{
    qint64 left = std::numeric_limits<qint64>::max();
    for (const Rule &rule : m_rules)
        if (rule.wears(call))
            left = std::min(left, rule.fault.byte - rule.carried);
    return left;
}

std::optional<Fault> FaultPlan::wear(Call call, qint64 bytes)
{
    std::optional<Fault> worn;
    for (Rule &rule : m_rules) {
        if (!rule.wears(call))
            continue;
        rule.carried += bytes;
        if (rule.carried < rule.fault.byte)
            continue;
        rule.carried -= rule.fault.byte;
        worn = rule.fault;
    }
    return worn;
}

bool FaultPlan::Rule::wears(Call call) const
{
    return fault.action == Wear && isApiCall(call) && (fault.call == call || fault.call == Call::Any);
}

std::optional<qint64> FaultPlan::mediaLimit(Call call) const
{
    std::optional<qint64> least;
    for (const Rule &rule : m_rules)
        if (rule.fault.action == Limit && (rule.fault.call == call || rule.fault.call == Call::Any))
            least = least ? std::min(*least, rule.fault.byte) : rule.fault.byte;
    return least;
}

} // namespace postreel::sandbox
