// Rows about X's responses.
#include "app/upload/upload_table.h"

#include "app/upload/segment_plan.h"
#include "app/upload/silent_pause.h"
#include "app/upload/upload_row.h"

namespace postreel {

using namespace upload_row;

namespace {
using Kind = UploadCommand::Kind;
constexpr qint64 firstFinalizeDelayMs = 500;
constexpr qint64 longestFinalizeDelayMs = 30'000;
constexpr int maxRestarts = 2;

// X named a limit that was not known: with automatic fixing the file is fixed to it, otherwise the user decides.
UploadTable::Outcome evaluateAgain(Upload upload, const Error &error)
{
    upload.fixedFile.clear();
    if (upload.fix)
        return enter(withoutMedia(std::move(upload)), State::Checking);
    return fail(std::move(upload), State::Checking, error);
}
} // namespace

UploadTable::Outcome UploadTable::operator()(const event::GotMediaId &e) const
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

UploadTable::Outcome UploadTable::operator()(const event::Refused &e) const
{
    if (!worksForX(u.state))
        return std::nullopt;
    if (e.checkAgain)
        return evaluateAgain(u, e.error);
    const bool notOurs = e.error.kind == ErrorKind::Forbidden && u.state == State::Processing;
    if (u.doubted && (notOurs || e.error.kind == ErrorKind::Refused)) // refused twice, or X denies access to the media
        return checkAgain(u);
    if (u.state != State::Finalizing)
        return fail(u, u.state, e.error);
    // Refused the second time, for a kind that X does not process: the media is already finalized. Create Post
    // confirms it.
    if (u.finalizeTwice && processesNothing(u))
        return enter(u, State::Ready);
    // The first FINALIZE may have arrived after STATUS was answered: then this refusal means "already finalized".
    if (u.finalizeTwice && e.error.kind == ErrorKind::Refused) {
        Upload next = u;
        next.finalizeRefused = true;
        next.error = e.error;
        return stay(next, {{Kind::AskStatus}});
    }
    // The same FINALIZE would be refused again, so a retry uploads again; not for a missing permission, which the
    // user can grant while X still has the bytes.
    const bool bytesAreWrong = e.error.kind == ErrorKind::Refused || e.error.kind == ErrorKind::NotFound;
    return fail(u, bytesAreWrong ? State::Initializing : State::Finalizing, e.error);
}

UploadTable::Outcome UploadTable::operator()(const event::Acked &e) const
{
    if (e.mediaId != u.mediaId || e.index < 0 || e.index >= u.segments.size())
        return stay(u); // of a media that was abandoned
    Upload next = u;
    Segment &segment = next.segments[e.index];
    segment.acked = true;
    segment.ms = e.ms;
    next.attempts = 0;
    if (!plan::allAcked(next))
        return stay(next, u.state == State::Sending ? QVector<UploadCommand>{{Kind::Send}}
                                                    : QVector<UploadCommand>{});
    if (u.state == State::Sending)
        return enter(next, State::Finalizing);
    if (isSuspended(u.state) && u.resumeState == State::Sending)
        next.resumeState = State::Finalizing;
    return stay(next);
}

UploadTable::Outcome UploadTable::operator()(const event::TooLarge &e) const
{
    if (e.mediaId != u.mediaId || u.state != State::Sending || e.index >= u.segments.size())
        return stay(u); // after a resume the segment gets its 413 again
    const std::optional<qint64> smaller = plan::stepDown(u.segments.at(e.index).length, u.totalBytes());
    if (!smaller)
        return fail(u, State::Initializing, e.error);
    Upload next = u;
    next.chunkBytes = *smaller;
    // A range that X may hold, or that others follow, cannot be cut again: start over with a new media.
    if (e.maybeReceived || e.index + 1 < u.segments.size())
        return restartUpload(next);
    next.segments.removeLast();
    return stay(next, {{Kind::Send}});
}

UploadTable::Outcome UploadTable::operator()(const event::MediaGone &e) const
{
    if (u.state != State::Sending && u.state != State::Finalizing && u.state != State::Processing)
        return std::nullopt;
    if (u.doubted)
        return checkAgain(u);
    if (u.restarts >= maxRestarts)
        return fail(u, State::Initializing, e.error);
    Upload next = u;
    ++next.restarts;
    return restartUpload(next);
}

UploadTable::Outcome UploadTable::operator()(const event::MediaReady &e) const
{
    if (u.state != State::Finalizing && u.state != State::Processing)
        return std::nullopt;
    Upload next = u;
    next.attempts = 0;
    next.doubted = false;
    next.processing = e.name; // X's state name; empty for a kind that it does not process
    next.percent = e.name.isEmpty() ? -1 : 100;
    if (!e.mediaKey.isEmpty())
        next.mediaKey = e.mediaKey;
    if (e.expiresAtMs > 0)
        next.expiresAtMs = e.expiresAtMs;
    return enter(next, State::Ready);
}

UploadTable::Outcome UploadTable::operator()(const event::MediaProcessing &e) const
{
    if (u.state != State::Finalizing && u.state != State::Processing)
        return std::nullopt;
    Upload next = moved(u, State::Processing);
    next.attempts = 0;
    next.processing = e.name;
    next.percent = std::max(e.percent, u.percent); // X's percentage can decrease; a progress bar must not
    if (!e.mediaKey.isEmpty())
        next.mediaKey = e.mediaKey;
    if (u.state == State::Finalizing)
        next.processingSinceAtMs = now;
    return stay(next, {{Kind::AskStatus, e.afterMs}});
}

UploadTable::Outcome UploadTable::operator()(const event::Rejected &e) const
{
    if (u.state != State::Finalizing && u.state != State::Processing)
        return std::nullopt;
    Upload next = u;
    next.processing = QStringLiteral("failed");
    if (e.checkAgain)
        return evaluateAgain(next, e.error);
    return fail(next, State::Initializing, e.error); // X discarded the media: a retry uploads it again
}

UploadTable::Outcome UploadTable::operator()(const event::NoAnswer &e) const
{
    if (u.state != State::Finalizing)
        return std::nullopt;
    Upload next = u;
    next.error = e.error;
    ++next.attempts;
    // Immediately the first time; then with backoff, since X may swallow every FINALIZE.
    const qint64 doubled = u.attempts == 0 ? 0 : firstFinalizeDelayMs << std::min(u.attempts - 1, 20);
    const qint64 delay = std::min(doubled, longestFinalizeDelayMs);
    if (delay > longestSilentPauseMs) // a visible wait, which returns to the same question
        return UploadTable{next, now}.suspend(State::Waiting, WaitReason::ServerTrouble, now + delay, e.error);
    return stay(next, {{Kind::AskStatus, delay}});
}

UploadTable::Outcome UploadTable::operator()(const event::StatusUnknown &) const
{
    if (u.state != State::Finalizing)
        return std::nullopt;
    // Either it cannot be finalized, or it is and X does not process it, so that STATUS knows nothing of it: with another media
    // the response tells. If a wait in between has cleared X's error, FINALIZE is sent again to get it.
    if (u.finalizeRefused && u.error.kind != ErrorKind::None)
        return (*this)(event::MediaGone{u.error});
    Upload next = u;
    next.finalizeTwice = true;
    return stay(next, {{Kind::Finalize}});
}

UploadTable::Outcome UploadTable::operator()(const event::MediaSuspect &e) const
{
    if (u.state != State::Ready)
        return std::nullopt;
    if (e.reupload)
        return checkAgain(u);
    if (processesNothing(u)) // STATUS never knows this kind: Create Post decides
        return stay(u);
    Upload next = u;
    next.doubted = true;
    next.attempts = 0;
    return enter(next, State::Processing);
}

UploadTable::Outcome UploadTable::operator()(const event::Expired &e) const
{
    if (u.state != State::Ready)
        return std::nullopt;
    return enter(withoutMedia(u), e.submitted ? State::Initializing : State::Queued);
}

} // namespace postreel
