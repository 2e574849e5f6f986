#include "app/upload/upload_machine.h"

#include "app/upload/segment_plan.h"

namespace postreel {

namespace {

using State = UploadState;
using Kind = UploadCommand::Kind;
using Outcome = std::optional<UploadStep>;

constexpr qint64 finishBeforePauseMs = 5000;
constexpr qint64 firstFinalizeDelayMs = 500;
constexpr qint64 longestFinalizeDelayMs = 30'000;
constexpr qint64 lookAgainForFileMs = 5000;
constexpr int maxRestarts = 2;

Outcome stay(Upload upload, QVector<UploadCommand> commands = {})
{
    return UploadStep{std::move(upload), std::move(commands)};
}

// What a state begins with when it is come to anew.
QVector<UploadCommand> begin(State state)
{
    switch (state) {
    case State::Checking:
        return {{Kind::Check}};
    case State::Fixing:
        return {{Kind::Fix}};
    case State::Initializing:
        return {{Kind::Initialize}};
    case State::Sending:
        return {{Kind::Send}};
    case State::Finalizing:
        return {{Kind::Finalize}};
    case State::Processing:
        return {{Kind::AskStatus, 0}};
    case State::Ready:
        return {{Kind::WatchExpiry}};
    case State::Paused:
    case State::NeedsSignIn:
        return {{Kind::LetFinish, finishBeforePauseMs}};
    case State::Cancelled:
    case State::Failed:
        return {{Kind::Abort}};
    case State::Queued:
    case State::NeedsFix:
    case State::Waiting:
        return {};
    }
    return {};
}

// What a state goes on with after a pause, a wait or a start of the program: the file may have changed,
// and an unanswered FINALIZE is asked about before it is repeated.
QVector<UploadCommand> goOn(State state)
{
    if (state == State::Sending)
        return {{Kind::Recheck}};
    if (state == State::Finalizing)
        return {{Kind::AskStatus, 0}};
    return begin(state);
}

Upload moved(Upload upload, State to)
{
    upload.state = to;
    if (!isSuspended(to)) {
        upload.reason = WaitReason::None;
        upload.untilAtMs = 0;
        if (to != State::Failed)
            upload.error = {};
    }
    return upload;
}

Outcome enter(Upload upload, State to)
{
    return stay(moved(std::move(upload), to), begin(to));
}

Outcome fail(Upload upload, State step, const Error &error)
{
    upload = moved(std::move(upload), State::Failed);
    upload.backTo = step;
    upload.error = error;
    return stay(std::move(upload), begin(State::Failed));
}

Upload withoutMedia(Upload upload)
{
    upload.mediaId.clear();
    upload.mediaKey.clear();
    upload.expiresAtMs = 0;
    upload.segments.clear();
    upload.finalizeTwice = false;
    upload.processing.clear();
    upload.percent = -1;
    upload.processingSinceAtMs = 0;
    upload.attempts = 0;
    return upload;
}

Outcome initializeAnew(Upload upload)
{
    upload = moved(withoutMedia(std::move(upload)), State::Initializing);
    return stay(std::move(upload), {{Kind::Abort}, {Kind::Initialize}});
}

Outcome comeBack(Upload upload)
{
    const State to = upload.backTo;
    return stay(moved(std::move(upload), to), goOn(to));
}

bool worksForX(State state)
{
    return state == State::Initializing || state == State::Sending || state == State::Finalizing
        || state == State::Processing;
}

bool processesNothing(const Upload &upload)
{
    return upload.facts.mediaCategory == QLatin1String("tweet_image")
        || upload.facts.mediaCategory == QLatin1String("subtitles");
}

// One overload per event; nullopt: the table has no such entry.
struct Table
{
    Upload u; // the record as it was
    qint64 now;

    Outcome operator()(const event::Start &) const
    {
        return u.state == State::Queued ? enter(u, State::Checking) : std::nullopt;
    }

    Upload checked(const event::FileOk &e) const
    {
        Upload next = withoutMedia(u);
        next.fingerprint = e.fingerprint;
        next.facts = e.facts;
        next.verdict = e.verdict;
        next.problems = e.problems;
        return next;
    }
    Outcome operator()(const event::FileOk &e) const
    {
        return u.state == State::Checking ? enter(checked(e), State::Initializing) : std::nullopt;
    }
    Outcome operator()(const event::FileNeedsFix &e) const
    {
        if (u.state != State::Checking)
            return std::nullopt;
        return enter(checked(e), u.sendAnyway ? State::Initializing : State::NeedsFix);
    }
    Outcome operator()(const event::FileBad &e) const
    {
        return u.state == State::Checking ? fail(u, State::Checking, e.error) : std::nullopt;
    }

    Outcome operator()(const event::Fix &) const
    {
        return u.state == State::NeedsFix ? enter(u, State::Fixing) : std::nullopt;
    }
    Outcome operator()(const event::FixDone &e) const
    {
        if (u.state != State::Fixing)
            return std::nullopt;
        Upload next = u;
        next.file = e.file;
        return enter(next, State::Checking);
    }
    Outcome operator()(const event::FixFailed &e) const
    {
        if (u.state != State::Fixing)
            return std::nullopt;
        Upload next = moved(u, State::NeedsFix);
        next.error = e.error;
        return stay(next);
    }
    Outcome operator()(const event::SendAnyway &) const
    {
        Upload next = u;
        next.sendAnyway = true;
        if (u.state == State::NeedsFix)
            return enter(next, State::Initializing);
        return u.state == State::Queued || u.state == State::Checking ? stay(next) : std::nullopt;
    }

    Outcome operator()(const event::GotMediaId &e) const
    {
        if (u.state != State::Initializing)
            return std::nullopt;
        Upload next = withoutMedia(u);
        next.mediaId = e.mediaId;
        next.mediaKey = e.mediaKey;
        next.expiresAtMs = e.expiresAtMs;
        next.form = e.form;
        next.chunkBytes = next.chunkBytes > 0 ? std::min(next.chunkBytes, e.chunkBytes) : e.chunkBytes;
        return enter(next, State::Sending);
    }

    Outcome operator()(const event::Refused &e) const
    {
        if (!worksForX(u.state))
            return std::nullopt;
        if (u.state != State::Finalizing)
            return fail(u, u.state, e.error);
        // Asked twice, and a kind that X does not process: "already finalized". Create Post proves it.
        if (u.finalizeTwice && processesNothing(u))
            return enter(u, State::Ready);
        // The same FINALIZE would be refused again, so a retry sends anew; not for a missing right, which
        // a person can mend while X still has the bytes.
        const bool bytesAreWrong = e.error.kind == ErrorKind::Refused || e.error.kind == ErrorKind::NotFound;
        return fail(u, bytesAreWrong ? State::Initializing : State::Finalizing, e.error);
    }

    Outcome operator()(const event::Acked &e) const
    {
        if (e.mediaId != u.mediaId || e.index < 0 || e.index >= u.segments.size())
            return stay(u); // of a media that was given up
        Upload next = u;
        Segment &segment = next.segments[e.index];
        segment.acked = true;
        segment.ms = e.ms;
        next.attempts = 0;
        if (!plan::allAcked(next))
            return stay(next, u.state == State::Sending ? QVector<UploadCommand>{{Kind::Send}} : QVector<UploadCommand>{});
        if (u.state == State::Sending)
            return enter(next, State::Finalizing);
        if (isSuspended(u.state) && u.backTo == State::Sending)
            next.backTo = State::Finalizing;
        return stay(next);
    }

    Outcome operator()(const event::FileSame &e) const
    {
        if (u.state != State::Sending)
            return std::nullopt;
        Upload next = u;
        next.fingerprint = e.fingerprint;
        return plan::allAcked(next) ? enter(next, State::Finalizing) : stay(next, {{Kind::Send}});
    }
    Outcome operator()(const event::FileChanged &e) const
    {
        const bool matters = u.state == State::Sending || u.state == State::Finalizing;
        return matters ? fail(u, State::Checking, e.error) : std::nullopt;
    }
    Outcome operator()(const event::FileAway &e) const
    {
        if (u.state != State::Sending)
            return std::nullopt;
        return suspend(State::Waiting, WaitReason::FileAway, now + lookAgainForFileMs, e.error);
    }

    Outcome operator()(const event::TooLarge &e) const
    {
        if (e.mediaId != u.mediaId || u.state != State::Sending || e.index >= u.segments.size())
            return stay(u); // on resuming, the segment meets its 413 again
        const std::optional<qint64> smaller = plan::stepDown(u.segments.at(e.index).length, u.totalBytes());
        if (!smaller)
            return fail(u, State::Initializing, e.error);
        Upload next = u;
        next.chunkBytes = *smaller;
        // A range that X may hold, or that others follow, keeps its index; a new media starts clean.
        if (e.maybeReceived || e.index + 1 < u.segments.size())
            return initializeAnew(next);
        next.segments.removeLast();
        return stay(next, {{Kind::Send}});
    }

    Outcome operator()(const event::MediaGone &e) const
    {
        if (u.state != State::Sending && u.state != State::Finalizing && u.state != State::Processing)
            return std::nullopt;
        if (u.restarts >= maxRestarts)
            return fail(u, State::Initializing, e.error);
        Upload next = u;
        ++next.restarts;
        return initializeAnew(next);
    }

    Outcome operator()(const event::MediaReady &e) const
    {
        if (u.state != State::Finalizing && u.state != State::Processing)
            return std::nullopt;
        Upload next = u;
        next.attempts = 0;
        next.processing = e.name; // X's word, none for a kind that it does not process
        next.percent = e.name.isEmpty() ? -1 : 100;
        if (!e.mediaKey.isEmpty())
            next.mediaKey = e.mediaKey;
        if (e.expiresAtMs > 0)
            next.expiresAtMs = e.expiresAtMs;
        return enter(next, State::Ready);
    }
    Outcome operator()(const event::MediaProcessing &e) const
    {
        if (u.state != State::Finalizing && u.state != State::Processing)
            return std::nullopt;
        Upload next = moved(u, State::Processing);
        next.attempts = 0;
        next.processing = e.name;
        next.percent = std::max(e.percent, u.percent); // X was seen to go back; a bar never does
        if (!e.mediaKey.isEmpty())
            next.mediaKey = e.mediaKey;
        if (u.state == State::Finalizing)
            next.processingSinceAtMs = now;
        return stay(next, {{Kind::AskStatus, e.afterMs}});
    }
    Outcome operator()(const event::Rejected &e) const
    {
        if (u.state != State::Finalizing && u.state != State::Processing)
            return std::nullopt;
        Upload next = u;
        next.processing = QStringLiteral("failed");
        return fail(next, State::Initializing, e.error); // X threw the media away: a retry sends it anew
    }

    Outcome operator()(const event::NoAnswer &e) const
    {
        if (u.state != State::Finalizing)
            return std::nullopt;
        Upload next = u;
        next.error = e.error;
        ++next.attempts;
        // Asked at once the first time; an X that swallows every FINALIZE is not asked without a breath.
        const qint64 delay = u.attempts == 0 ? 0 : firstFinalizeDelayMs << std::min(u.attempts - 1, 20);
        return stay(next, {{Kind::AskStatus, std::min(delay, longestFinalizeDelayMs)}});
    }
    Outcome operator()(const event::StatusUnknown &) const
    {
        if (u.state != State::Finalizing)
            return std::nullopt;
        Upload next = u;
        next.finalizeTwice = true;
        return stay(next, {{Kind::Finalize}});
    }

    Outcome operator()(const event::Expired &e) const
    {
        if (u.state != State::Ready)
            return std::nullopt;
        return enter(withoutMedia(u), e.wanted ? State::Initializing : State::Queued);
    }

    Outcome suspend(State to, WaitReason reason, qint64 untilAtMs, const Error &error) const
    {
        Upload next = u;
        if (!isSuspended(u.state))
            next.backTo = u.state;
        next.state = to;
        next.reason = reason;
        next.untilAtMs = untilAtMs;
        next.error = error;
        QVector<UploadCommand> commands = begin(to);
        if (to == State::Waiting)
            commands.append({Kind::Wake, untilAtMs});
        return stay(next, commands);
    }
    Outcome operator()(const event::Wait &e) const
    {
        if (!worksForX(u.state))
            return std::nullopt;
        Upload waiting = u;
        ++waiting.attempts;
        return Table{waiting, now}.suspend(State::Waiting, e.reason, e.untilAtMs, e.error);
    }
    Outcome operator()(const event::NeedSignIn &e) const
    {
        if (!worksForX(u.state))
            return std::nullopt;
        return suspend(State::NeedsSignIn, WaitReason::None, 0, e.error);
    }
    Outcome operator()(const event::Pause &) const
    {
        if (!canPause(u.state))
            return std::nullopt;
        return suspend(State::Paused, WaitReason::None, 0, {});
    }

    Outcome operator()(const event::Due &) const
    {
        return u.state == State::Waiting ? comeBack(u) : std::nullopt;
    }
    Outcome operator()(const event::Online &) const
    {
        if (u.state != State::Waiting)
            return std::nullopt;
        // A network that came back says nothing of X's limits or of a missing card.
        const bool helps = u.reason == WaitReason::Offline || u.reason == WaitReason::CaptivePortal;
        return helps ? comeBack(u) : stay(u);
    }
    Outcome operator()(const event::SignedIn &) const
    {
        const bool helps = u.state == State::NeedsSignIn
            || (u.state == State::Waiting && u.reason == WaitReason::TokenRefused);
        if (!helps)
            return std::nullopt;
        Upload next = u;
        next.attempts = 0;
        return comeBack(next);
    }
    Outcome operator()(const event::Resume &) const
    {
        return u.state == State::Paused ? comeBack(u) : std::nullopt;
    }

    Outcome operator()(const event::Cancel &) const
    {
        return u.state == State::Cancelled ? std::nullopt : enter(u, State::Cancelled);
    }
    Outcome operator()(const event::Retry &) const
    {
        if (u.state != State::Failed)
            return std::nullopt;
        Upload next = u;
        next.attempts = 0;
        next.restarts = 0;
        if (u.backTo == State::Initializing)
            next = withoutMedia(next);
        return comeBack(next);
    }

    Outcome operator()(const event::Restored &) const
    {
        if (u.state == State::Waiting)
            return stay(u, {{Kind::Wake, u.untilAtMs}});
        if (u.state == State::Paused || u.state == State::NeedsSignIn || u.state == State::Failed
            || u.state == State::Cancelled)
            return stay(u);
        return stay(u, goOn(u.state));
    }
};

} // namespace

bool canPause(UploadState state)
{
    return state == State::Queued || state == State::Checking || state == State::Fixing || worksForX(state)
        || state == State::Waiting || state == State::NeedsSignIn;
}

bool isSuspended(UploadState state)
{
    return state == State::Waiting || state == State::NeedsSignIn || state == State::Paused;
}

std::optional<UploadStep> step(const Upload &upload, const UploadEvent &event, qint64 nowMs)
{
    return std::visit(Table{upload, nowMs}, event);
}

QString nameOf(const UploadEvent &event)
{
    static const char *const names[] = {
        "Start", "FileOk", "FileNeedsFix", "FileBad", "Fix", "SendAnyway", "FixDone", "FixFailed", "GotMediaId",
        "Refused", "Acked", "FileSame", "FileChanged", "FileAway", "TooLarge", "MediaGone", "MediaReady",
        "MediaProcessing", "Rejected", "NoAnswer", "StatusUnknown", "Expired", "Wait", "NeedSignIn", "Due", "Online",
        "SignedIn", "Pause", "Resume", "Cancel", "Retry", "Restored"};
    static_assert(std::size(names) == std::variant_size_v<UploadEvent>);
    return QLatin1String(names[event.index()]);
}

} // namespace postreel
