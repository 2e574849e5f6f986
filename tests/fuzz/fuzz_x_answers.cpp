// Every answer of X, as each call reads it: one value with all members in range, or one clean error.
#include "app/x/error_mapping.h"
#include "app/x/classify.h"
#include "app/x/media_calls.h"
#include "app/x/post_calls.h"
#include "tests/fuzz/error_rules.h"
#include "tests/fuzz/made_json.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

constexpr qint64 yearMs = 365LL * 24 * 3600 * 1000;

const JsonWords words{{"data",
                       "id",
                       "media_id_string",
                       "media_key",
                       "expires_after_secs",
                       "processing_info",
                       "state",
                       "check_after_secs",
                       "progress_percent",
                       "error",
                       "message",
                       "name",
                       "errors",
                       "detail",
                       "title",
                       "type",
                       "meta",
                       "next_token",
                       "text",
                       "note_tweet",
                       "entities",
                       "urls",
                       "url",
                       "expanded_url",
                       "created_at",
                       "attachments",
                       "media_keys",
                       "referenced_tweets",
                       "error_description",
                       "username",
                       "expires_at",
                       "size"},
                      {"",
                       "0",
                       "1",
                       "000",
                       "1880028106020515840",
                       "99999999999999999999",
                       "7_1",
                       "pending",
                       "in_progress",
                       "succeeded",
                       "failed",
                       "https://api.x.com/2/problems/credits",
                       "about:blank",
                       "duplicate content",
                       "Your media IDs are invalid",
                       "media not found",
                       "2026-09-01T00:00:00.000Z",
                       "https://t.co/abcdefghij",
                       "&amp;lt;",
                       "replied_to",
                       "access_token=s3cr3t",
                       "Bearer abc123abc123abc123ab",
                       "\u202e\u0007"}};

bool isId(const QString &id)
{
    const bool digits = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits && !id.isEmpty() && id.size() <= 19 && id.toULongLong() != 0;
}

Response madeAnswer(ByteSource &source)
{
    static constexpr std::array<int, 24> statuses{200, 200, 201, 204, 299, 300, 307, 400, 401, 402, 403, 404,
                                                  405, 408, 410, 413, 425, 429, 431, 500, 503, 100, 0,   999};
    Response answer{.outcome = RequestOutcome::Answered};
    answer.http = statuses[static_cast<std::size_t>(source.below(statuses.size()))];
    const quint8 flags = source.byte();
    answer.overlong = (flags & 0x0f) == 1;
    if ((flags & 0xf0) == 0x10)
        answer.outcome = static_cast<RequestOutcome>((flags & 0x0f) % 7);
    if ((flags & 0x20) != 0)
        answer.retryAfterMs = static_cast<qint64>(source.byte()) * yearMs / 255;
    if ((flags & 0x40) != 0)
        answer.rate.resetsAtMs = static_cast<qint64>(source.byte()) * (253'402'300'799'000 / 255);
    answer.body = madeBody(source, words);
    return answer;
}

void checkAdvice(Call call, const Error &error)
{
    constexpr qint64 nowMs = 1'800'000'000'000;
    for (const int attempts : {1, 2, 3, 40, std::numeric_limits<int>::max()}) {
        const Advice advice = classify(call, error, {attempts, attempts}, 1.0, nowMs);
        const bool comesBack = advice.reaction == Reaction::Again || advice.reaction == Reaction::Wait;
        must(!comesBack || advice.delayMs >= 500, "no call is made again in a tight loop");
        must(advice.delayMs >= 0 && advice.delayMs <= 24 * 3600 * 1000, "no wait is longer than a day");
    }
}

void checkFailure(Call call, const Error &error)
{
    checkError(error);
    checkAdvice(call, error);
    saysMediaGone(error);
}

void checkValue(const Response &, Done) {}
void checkValue(const Response &, const QString &postId)
{
    must(isId(postId), "the id of a Post is decimal");
}
void checkValue(const Response &, const Me &me)
{
    must(isId(me.id), "the id of a user is decimal");
}
void checkValue(const Response &, const MediaTicket &ticket)
{
    must(isId(ticket.mediaId), "the id of a media is decimal");
    must(ticket.expiresAfterMs >= 0 && ticket.expiresAfterMs <= yearMs, "an expiry is within a year");
}
void checkValue(const Response &, const MediaStatus &status)
{
    must(status.percent >= -1 && status.percent <= 100, "a percentage is in range");
    must(status.checkAfterMs >= 1000 && status.checkAfterMs <= 60'000, "the next look is in 1 to 60 s");
    must(status.expiresAfterMs >= 0 && status.expiresAfterMs <= yearMs, "an expiry is within a year");
    must((status.state == MediaStatus::State::Failed) == (status.error.kind == ErrorKind::Rejected),
         "what failed was rejected, and nothing else");
    if (status.state == MediaStatus::State::Failed)
        checkError(status.error);
}
void checkValue(const Response &answer, const OwnPostsPage &page)
{
    for (const OwnPost &post : page.posts) {
        must(isId(post.id), "the id of a Post is decimal");
        must(post.replyTo.isEmpty() || isId(post.replyTo), "the id of a Post that was replied to is decimal");
        // An expanded link stands in the answer once for each place where it goes.
        must(post.text.size() <= std::max<qsizetype>(answer.body.size(), 1'000'000),
             "expanding links does not blow a text up");
    }
}

template <typename ACall> void checkRead(const Response &answer)
{
    const auto result = ACall::read(answer);
    must(result.ok() == (result.error().kind == ErrorKind::None), "a result is a value or an error");
    must(!result.ok() || answer.succeeded(), "only a 2xx gives a value");
    if (result)
        checkValue(answer, *result);
    else
        checkFailure(ACall::call, result.error());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    static constexpr std::array readers{
        checkRead<InitializeCall>, checkRead<AppendCall>,     checkRead<FinalizeCall>,
        checkRead<StatusCall>,     checkRead<CreatePostCall>, checkRead<MeCall>,
        checkRead<OwnPostsCall>,   checkRead<MetadataCall>,   checkRead<SubtitlesCall>};
    const auto reader = readers[static_cast<std::size_t>(source.below(readers.size()))];
    reader(madeAnswer(source));
    return 0;
}
