// Uploads in the middle of each state, and the steps of the upload machine in words.
// Invariant: pure; times on the wall clock count from `now`.
#pragma once

#include "app/upload/upload_machine.h"

namespace postreel::testing {

inline constexpr qint64 now = 1'700'000'000'000;
inline constexpr qint64 mib = 1 << 20;
inline constexpr qint64 total = 12 * mib;

inline const Error trouble{.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("no")};

inline Fingerprint print()
{
    return {.size = total, .mtimeMs = 5, .hash = "hash", .body = "body"};
}

inline MediaFacts video()
{
    return {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video")};
}

// In the middle of sending: segment 0 acknowledged, 1 on its way, the last third not cut yet.
inline Upload halfSent(UploadState state)
{
    Upload upload;
    upload.id = QStringLiteral("u");
    upload.postId = QStringLiteral("p");
    upload.file = QStringLiteral("/films/a.mp4");
    upload.state = state;
    upload.resumeState = UploadState::Sending;
    upload.facts = video();
    upload.fingerprint = print();
    upload.mediaId = QStringLiteral("77");
    upload.mediaKey = QStringLiteral("7_77");
    upload.form = WireForm::Resource;
    upload.chunkBytes = 4 * mib;
    upload.segments = {Segment{.index = 0, .offset = 0, .length = 4 * mib, .acked = true, .tries = 1},
                       Segment{.index = 1, .offset = 4 * mib, .length = 4 * mib, .tries = 1}};
    if (state == UploadState::Waiting) {
        upload.reason = WaitReason::Offline;
        upload.untilAtMs = now + 9000;
    }
    return upload;
}

inline Upload withAllCut(UploadState state)
{
    Upload upload = halfSent(state);
    upload.segments.append(Segment{.index = 2, .offset = 8 * mib, .length = 4 * mib, .tries = 1});
    return upload;
}

inline Upload allSent(UploadState state)
{
    Upload upload = withAllCut(state);
    for (Segment &segment : upload.segments)
        segment.acked = true;
    return upload;
}

inline QString nameOf(UploadCommand::Kind kind)
{
    switch (kind) {
    case UploadCommand::Kind::Check:
        return QStringLiteral("Check");
    case UploadCommand::Kind::Fix:
        return QStringLiteral("Fix");
    case UploadCommand::Kind::Initialize:
        return QStringLiteral("Initialize");
    case UploadCommand::Kind::Recheck:
        return QStringLiteral("Recheck");
    case UploadCommand::Kind::AwaitQuiet:
        return QStringLiteral("AwaitQuiet");
    case UploadCommand::Kind::AwaitFile:
        return QStringLiteral("AwaitFile");
    case UploadCommand::Kind::Send:
        return QStringLiteral("Send");
    case UploadCommand::Kind::Finalize:
        return QStringLiteral("Finalize");
    case UploadCommand::Kind::AskStatus:
        return QStringLiteral("AskStatus");
    case UploadCommand::Kind::WatchExpiry:
        return QStringLiteral("WatchExpiry");
    case UploadCommand::Kind::Wake:
        return QStringLiteral("Wake");
    case UploadCommand::Kind::LetFinish:
        return QStringLiteral("LetFinish");
    case UploadCommand::Kind::Abort:
        return QStringLiteral("Abort");
    }
    return {};
}

// "Sending: Abort Wake+5000"; times on the wall clock count from `now`.
inline QString inWords(const UploadStep &step)
{
    QStringList words{postreel::nameOf(step.upload.state) % u':'};
    for (const UploadCommand &command : step.commands) {
        const bool wall = command.kind == UploadCommand::Kind::Wake;
        const qint64 value = wall ? command.value - now : command.value;
        words << nameOf(command.kind) % (value == 0 ? QString() : u'+' % QString::number(value));
    }
    return words.join(u' ');
}

template <typename Event> inline UploadStep must(const Upload &upload, const Event &event)
{
    const std::optional<UploadStep> next = step(upload, event, now);
    if (!next)
        qFatal("no entry for %s in %s", qPrintable(postreel::nameOf(UploadEvent(event))),
               qPrintable(postreel::nameOf(upload.state)));
    return *next;
}

} // namespace postreel::testing
