// Posts in the middle of each state, one event of each kind, and the steps of the post machine in words.
// Invariant: pure; times count from `wall`.
#pragma once

#include "app/post/post_machine.h"

namespace postreel::testing {

inline constexpr qint64 wall = 1'700'000'000'000;
inline constexpr qint64 ahead = 3000; // X's clock against ours
inline const Now now{wall, wall + ahead};
inline const Error trouble{.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("no")};

// A Post as it is in the middle of that state.
inline Post sample(PostState state, int parts = 1)
{
    Post post;
    post.id = QStringLiteral("p");
    post.account = QStringLiteral("a");
    for (int i = 0; i < parts; ++i)
        post.parts.append(PostPart{.text = QStringLiteral("part %1").arg(i + 1)});
    post.state = state;
    if (state == PostState::Scheduled)
        post.untilAtMs = wall + 9000;
    if (isSuspended(state) || state == PostState::Failed)
        post.resumeState = PostState::WaitingForMedia;
    if (state == PostState::Waiting) {
        post.reason = WaitReason::Offline;
        post.untilAtMs = wall + 9000;
    }
    if (mayBeOnX(post)) {
        post.parts.first().sends = 1;
        post.parts.first().sentAtMs = now.serverMs - 5000;
        post.parts.first().lastSentAtMs = now.serverMs - 5000;
    }
    if (state == PostState::Unconfirmed)
        post.reason = WaitReason::LookingUp;
    return post;
}

inline QVector<PostEvent> allEvents()
{
    return {post_event::Submit{},
            post_event::Edit{},
            post_event::Due{},
            post_event::AllReady{},
            post_event::MediaFailed{trouble},
            post_event::MediaExpired{},
            post_event::Attached{},
            post_event::Created{QStringLiteral("1")},
            post_event::Refused{trouble},
            post_event::Duplicate{trouble},
            post_event::NotMade{WaitReason::RateLimit, wall + 5000, trouble},
            post_event::MediaNotYet{{QStringLiteral("77")}, wall + 3000, trouble},
            post_event::OutcomeUnknown{trouble},
            post_event::Found{QStringLiteral("1")},
            post_event::LookupEmpty{},
            post_event::LookupDelayed{WaitReason::RateLimit, wall + 5000, trouble},
            post_event::LookupFailed{trouble},
            post_event::Decided{false},
            post_event::Wait{WaitReason::ServerTrouble, wall + 5000, trouble},
            post_event::NeedSignIn{trouble},
            post_event::SignedIn{},
            post_event::Online{},
            post_event::Pause{},
            post_event::Resume{},
            post_event::Cancel{},
            post_event::Retry{},
            post_event::Restored{}};
}

inline QString nameOf(PostCommand::Kind kind)
{
    switch (kind) {
    case PostCommand::Kind::AwaitMedia:
        return QStringLiteral("AwaitMedia");
    case PostCommand::Kind::Attach:
        return QStringLiteral("Attach");
    case PostCommand::Kind::Send:
        return QStringLiteral("Send");
    case PostCommand::Kind::Look:
        return QStringLiteral("Look");
    case PostCommand::Kind::Wake:
        return QStringLiteral("Wake");
    case PostCommand::Kind::CancelUploads:
        return QStringLiteral("CancelUploads");
    case PostCommand::Kind::RetryUploads:
        return QStringLiteral("RetryUploads");
    case PostCommand::Kind::VerifyMedia:
        return QStringLiteral("VerifyMedia");
    case PostCommand::Kind::ReuploadMedia:
        return QStringLiteral("ReuploadMedia");
    }
    return {};
}

// "Waiting: Wake+5000"; times count from `wall`.
inline QString inWords(const PostStep &step)
{
    QStringList words{postreel::nameOf(step.post.state) % u':'};
    for (const PostCommand &command : step.commands)
        words << nameOf(command.kind) %
                     (command.value == 0 ? QString() : u'+' % QString::number(command.value - wall));
    return words.join(u' ');
}

inline PostStep must(const Post &post, const PostEvent &event, const Now &at = now)
{
    const std::optional<PostStep> next = step(post, event, at);
    if (!next)
        qFatal("no entry for %s in %s", qPrintable(postreel::nameOf(event)),
               qPrintable(postreel::nameOf(post.state)));
    return *next;
}

inline Now later(qint64 ms)
{
    return {now.wallMs + ms, now.serverMs + ms};
}

} // namespace postreel::testing
