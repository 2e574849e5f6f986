#include "app/upload/upload_row.h"

namespace postreel {

namespace upload_row {

namespace {
constexpr qint64 finishBeforePauseMs = 5000;
} // namespace

using Kind = UploadCommand::Kind;

Outcome stay(Upload upload, QVector<UploadCommand> commands)
{
    return UploadStep{std::move(upload), std::move(commands)};
}

QVector<UploadCommand> startCommands(State state)
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

QVector<UploadCommand> resumeCommands(State state)
{
    if (state == State::Sending)
        return {{Kind::Recheck}};
    if (state == State::Finalizing)
        return {{Kind::AskStatus, 0}};
    return startCommands(state);
}

Upload moved(Upload upload, State to)
{
    upload.state = to;
    if (!isSuspended(to)) {
        upload.reason = WaitReason::None;
        upload.waitSinceAtMs = 0;
        upload.untilAtMs = 0;
        if (to != State::Failed)
            upload.error = {};
    }
    return upload;
}

Outcome enter(Upload upload, State to)
{
    return stay(moved(std::move(upload), to), startCommands(to));
}

Outcome fail(Upload upload, State step, const Error &error)
{
    upload = moved(std::move(upload), State::Failed);
    upload.resumeState = step;
    upload.error = error;
    return stay(std::move(upload), startCommands(State::Failed));
}

Upload withoutMedia(Upload upload)
{
    upload.mediaId.clear();
    upload.mediaKey.clear();
    upload.expiresAtMs = 0;
    upload.segments.clear();
    upload.finalizeTwice = false;
    upload.finalizeRefused = false;
    upload.doubted = false;
    upload.processing.clear();
    upload.percent = -1;
    upload.processingSinceAtMs = 0;
    upload.attempts = 0;
    return upload;
}

Outcome restartUpload(Upload upload)
{
    upload = moved(withoutMedia(std::move(upload)), State::Initializing);
    return stay(std::move(upload), {{Kind::Abort}, {Kind::Initialize}});
}

Outcome checkAgain(Upload upload)
{
    return enter(withoutMedia(std::move(upload)), State::Checking);
}

Outcome resumeFrom(Upload upload)
{
    const State to = upload.resumeState;
    return stay(moved(std::move(upload), to), resumeCommands(to));
}

bool worksForX(State state)
{
    return state == State::Initializing || state == State::Sending || state == State::Finalizing ||
           state == State::Processing;
}

bool processesNothing(const Upload &upload)
{
    return upload.facts.mediaCategory == QLatin1String("tweet_image") ||
           upload.facts.mediaCategory == QLatin1String("subtitles");
}

} // namespace upload_row

} // namespace postreel
