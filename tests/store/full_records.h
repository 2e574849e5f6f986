// Records in which no field has its default, for round trips: a field that is forgotten shows.
// Invariant: the structured bindings name every member, so a new one does not compile until it is set here.
#pragma once

#include "app/store/records.h"

#include <tuple>
#include <utility>

namespace postreel::testing {

inline Error fullError()
{
    return Error{.kind = ErrorKind::RateLimited,
                 .http = 429,
                 .detail = QStringLiteral("Too many – „wait“ \"a bit\"\n动"),
                 .source = ErrorSource::X,
                 .problem = QStringLiteral("usage-capped"),
                 .subject = QStringLiteral("/tmp/a \"b\"\n🎬.mp4"),
                 .retryAfterMs = 900'000,
                 .resetsAtMs = 1'790'000'000'000,
                 .wantedMs = 99'000,
                 .lengthMs = 5000,
                 .period = QStringLiteral("Monthly"),
                 .remedyUrl = QStringLiteral("https://console.x.com/"),
                 .cause = ErrorCause::Expired};
}

// A value that only an exact 64-bit reader brings back: a double rounds it.
constexpr qint64 exact = 9'007'199'254'740'993;

inline Upload fullUpload()
{
    Upload upload;
    upload.id = QStringLiteral("u1");
    upload.postId = QStringLiteral("p1");
    upload.kind = UploadKind::Subtitle;
    upload.parentId = QStringLiteral("u0");
    upload.position = 3;
    upload.file = QStringLiteral("/home/x/\u202eweird\n\"name\" 🎬.mp4");
    upload.account = QStringLiteral("12345");
    upload.altText = QStringLiteral("A cat & a <dog>");
    upload.language = QStringLiteral("EN");
    upload.title = QStringLiteral("A „title“");
    upload.description = QStringLiteral("What it shows & tells");
    upload.coverMs = exact;
    upload.sendAnyway = true;
    upload.accepted = {{QStringLiteral("pixel format"), QStringLiteral("yuv444p"), QStringLiteral("yuv420p"), {}}};
    upload.fix = true;
    upload.trimStartMs = exact + 1;
    upload.trimEndMs = exact + 3;
    upload.soundStream = 2;
    upload.deadlineAtMs = exact + 5;
    upload.fixedFile = QStringLiteral("/home/x/fixes/u1.mp4");
    upload.original = {.size = exact + 6, .mtimeMs = exact + 7, .hash = QByteArray::fromHex("00fe"),
                       .body = "original body"};
    upload.state = UploadState::Waiting;
    upload.resumeState = UploadState::Sending;
    upload.reason = WaitReason::RateLimit;
    upload.waitSinceAtMs = exact + 15;
    upload.untilAtMs = exact + 2;
    upload.error = fullError();
    upload.facts = {.mediaType = QStringLiteral("video/mp4"),
                    .mediaCategory = QStringLiteral("tweet_video"),
                    .durationMs = exact + 4,
                    .width = 1920,
                    .height = 1080,
                    .sounds = {{.stream = 2, .name = QStringLiteral("German, „Ton“, 5.1")}, {.stream = 3, .name = QStringLiteral("stereo")}},
                    .sound = 3};
    upload.fingerprint = {
        .size = exact + 6, .mtimeMs = exact + 8, .hash = QByteArray("\x00\xff\x10 hash", 8), .body = "body"};
    upload.verdict = Verdict::WillBeRefused;
    upload.problems = {
        {QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"),
         QStringLiteral("make it 60")},
        {QStringLiteral("bytes"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}};
    upload.offer = {.kind = FixKind::Both, .ms = exact + 7, .bytes = exact + 9};
    upload.mediaId = QStringLiteral("1880028106020515840");
    upload.mediaKey = QStringLiteral("7_1880028106020515840");
    upload.form = WireForm::Command;
    upload.expiresAtMs = exact + 10;
    upload.restarts = 2;
    upload.attempts = 5;
    upload.chunkBytes = exact + 12;
    upload.finalizeTwice = true;
    upload.finalizeRefused = true;
    upload.doubted = true;
    upload.segments = {
        {.index = 0, .offset = 0, .length = 4 << 20, .acked = true, .tries = 2, .ms = 350},
        {.index = 1, .offset = 4 << 20, .length = exact, .acked = false, .tries = 1, .ms = exact}};
    upload.processing = QStringLiteral("in_progress");
    upload.percent = 42;
    upload.processingSinceAtMs = exact + 14;
    upload.createdAtMs = exact + 16;
    return upload;
}

inline Post fullPost()
{
    Post post;
    post.id = QStringLiteral("p1");
    post.account = QStringLiteral("12345");
    post.parts = {{.text = QStringLiteral("Hello\n„world“ 🎬 &amp; \\ \""),
                   .postedId = QStringLiteral("1880028106020515841"),
                   .sentAtMs = exact,
                   .lastSentAtMs = exact + 2,
                   .sends = 2,
                   .sentByXClock = true},
                  {.text = QStringLiteral("two"),
                   .postedId = QStringLiteral("5"),
                   .sentAtMs = 7,
                   .lastSentAtMs = 8,
                   .sends = 1,
                   .sentByXClock = true}};
    post.replySettings = QStringLiteral("following");
    post.onceKey = QStringLiteral("key 1");
    post.state = PostState::Unconfirmed;
    post.resumeState = PostState::Posting;
    post.reason = WaitReason::LookingUp;
    post.waitSinceAtMs = exact + 3;
    post.untilAtMs = exact + 4;
    post.error = fullError();
    post.scheduledAtMs = exact + 6;
    post.part = 1;
    post.cancelAsked = true;
    post.mediaNotYetTried = true;
    post.refusedMedia = {QStringLiteral("1880028106020515840")};
    post.attempts = 4;
    post.looks = 2;
    post.sendFirstAtMs = exact + 11;
    post.createdAtMs = exact + 8;
    post.activityAtMs = exact + 10;
    return post;
}

inline AccountRecord fullAccount()
{
    return {.key = QStringLiteral("api.x.com/42"),
            .userId = QStringLiteral("42"),
            .handle = QStringLiteral("ada"),
            .name = QStringLiteral("Ada „L“ 🎬"),
            .pictureUrl = QStringLiteral("https://pbs.example/a.png"),
            .subscription = QStringLiteral("PremiumPlus"),
            .verified = true,
            .verifiedType = QStringLiteral("blue"),
            .apiBase = QStringLiteral("https://api.x.com"),
            .authorizeUrl = QStringLiteral("https://x.com/a"),
            .tokenUrl = QStringLiteral("https://api.x.com/t"),
            .revokeUrl = QStringLiteral("https://api.x.com/r"),
            .clientId = QStringLiteral("id"),
            .scopes = {QStringLiteral("tweet.read"), QStringLiteral("media.write")},
            .state = AccountState::SessionOnly,
            .addedAtMs = exact};
}

// Every member, by structured binding: a member that is added to a record does not compile until it is
// named here, and then has to be set above.
inline auto membersOf(const Error &error)
{
    const auto &[kind, http, said, source, problem, subject, retryAfterMs, resetsAtMs, wantedMs, lengthMs, period, remedyUrl,
                 detail] = error;
    return std::tie(kind, http, said, source, problem, subject, retryAfterMs, resetsAtMs, wantedMs, lengthMs, period, remedyUrl,
                    detail);
}

inline auto membersOf(const PostPart &part)
{
    const auto &[text, postedId, sentAtMs, lastSentAtMs, sends, sentByXClock] = part;
    return std::tie(text, postedId, sentAtMs, lastSentAtMs, sends, sentByXClock);
}

inline auto membersOf(const AccountRecord &account)
{
    const auto &[key, userId, handle, name, pictureUrl, subscription, verified, verifiedType, apiBase, authorizeUrl,
                 tokenUrl, revokeUrl, clientId, scopes, state, addedAtMs] = account;
    return std::tie(key, userId, handle, name, pictureUrl, subscription, verified, verifiedType, apiBase, authorizeUrl,
                    tokenUrl, revokeUrl, clientId, scopes, state, addedAtMs);
}

inline auto membersOf(const Problem &problem)
{
    const auto &[field, value, limit, fix] = problem;
    return std::tie(field, value, limit, fix);
}

inline auto membersOf(const Segment &segment)
{
    const auto &[index, offset, length, acked, tries, ms] = segment;
    return std::tie(index, offset, length, acked, tries, ms);
}

inline auto membersOf(const Fingerprint &print)
{
    const auto &[size, mtimeMs, hash, body] = print;
    return std::tie(size, mtimeMs, hash, body);
}

inline auto membersOf(const MediaFacts &facts)
{
    const auto &[mediaType, mediaCategory, durationMs, width, height, sounds, sound] = facts;
    return std::tie(mediaType, mediaCategory, durationMs, width, height, sounds, sound);
}

inline auto membersOf(const FixOffer &offer)
{
    const auto &[kind, ms, bytes] = offer;
    return std::tie(kind, ms, bytes);
}

inline auto membersOf(const Upload &upload)
{
    const auto &[id, postId, kind, parentId, position, file, account, altText, language, title, description, coverMs,
                 sendAnyway, accepted, fix, trimStartMs, trimEndMs, soundStream, deadlineAtMs, fixedFile, original, state, resumeState, reason, waitSinceAtMs, untilAtMs, error,
                 facts, fingerprint, verdict, problems, offer, mediaId, mediaKey, form, expiresAtMs, restarts, attempts,
                 chunkBytes, finalizeTwice, finalizeRefused, doubted, segments, processing, percent, processingSinceAtMs, createdAtMs] = upload;
    return std::tie(id, postId, kind, parentId, position, file, account, altText, language, title, description, coverMs,
                    sendAnyway, accepted, fix, trimStartMs, trimEndMs, soundStream, deadlineAtMs, fixedFile, original, state, resumeState, reason, waitSinceAtMs, untilAtMs, error,
                    facts, fingerprint, verdict, problems, offer, mediaId, mediaKey, form, expiresAtMs, restarts,
                    attempts, chunkBytes, finalizeTwice, finalizeRefused, doubted, segments, processing, percent, processingSinceAtMs,
                    createdAtMs);
}

inline auto membersOf(const Post &post)
{
    const auto &[id, account, parts, replySettings, onceKey, state, resumeState, reason, waitSinceAtMs, untilAtMs, error,
                 scheduledAtMs, part, cancelAsked, mediaNotYetTried, refusedMedia, attempts, looks, sendFirstAtMs, createdAtMs,
                 activityAtMs] = post;
    return std::tie(id, account, parts, replySettings, onceKey, state, resumeState, reason, waitSinceAtMs, untilAtMs, error,
                    scheduledAtMs, part, cancelAsked, mediaNotYetTried, refusedMedia, attempts, looks, sendFirstAtMs, createdAtMs,
                    activityAtMs);
}

// The places (0 is the first member) at which two records have the same value.
template <typename Record> QVector<int> sameMembers(const Record &one, const Record &other)
{
    QVector<int> same;
    const auto left = membersOf(one);
    const auto right = membersOf(other);
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        ((std::get<I>(left) == std::get<I>(right) ? same.append(static_cast<int>(I)) : void()), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(left)>>());
    return same;
}

} // namespace postreel::testing
