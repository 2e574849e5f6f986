#include "app/engine/snapshots.h"

namespace postreel {

namespace {

SegmentPhase phaseOf(const Segment &segment, bool inFlight)
{
    if (segment.acked)
        return SegmentPhase::Sent;
    if (segment.tries > 1)
        return SegmentPhase::Retried;
    return inFlight ? SegmentPhase::InFlight : SegmentPhase::Waiting;
}

} // namespace

UploadView viewOf(const Upload &upload, const QString &thumbnail)
{
    UploadView view{.id = upload.id,
                    .postId = upload.postId,
                    .kind = upload.kind,
                    .file = upload.file,
                    .altText = upload.altText,
                    .coverMs = upload.coverMs,
                    .trimStartMs = upload.trimStartMs,
                    .trimEndMs = upload.trimEndMs,
                    .soundStream = upload.soundStream,
                    .title = upload.title,
                    .description = upload.description,
                    .language = upload.language,
                    .parentId = upload.parentId,
                    .state = upload.state,
                    .resumeState = upload.resumeState,
                    .reason = upload.reason,
                    .untilAtMs = upload.untilAtMs,
                    .error = upload.error,
                    .facts = upload.facts,
                    .verdict = upload.verdict,
                    .problems = upload.problems,
                    .offer = upload.offer,
                    .deadlineAtMs = upload.deadlineAtMs,
                    .fixed = !upload.fixedFile.isEmpty(),
                    .totalBytes = upload.totalBytes(),
                    .ackedBytes = upload.ackedBytes(),
                    .shownBytes = upload.ackedBytes(),
                    .percent = upload.percent,
                    .processingSinceAtMs = upload.processingSinceAtMs,
                    .thumbnail = thumbnail};
    view.segments.reserve(upload.segments.size());
    for (const Segment &segment : upload.segments)
        view.segments.append(SegmentView{.index = segment.index,
                                         .bytes = segment.length,
                                         .phase = phaseOf(segment, false),
                                         .tries = segment.tries,
                                         .ms = segment.ms});
    return view;
}

UploadView viewOf(const Uploader &uploader, const QString &thumbnail, qint64 monotonicMs,
                  qint64 linkBytesPerSecond, qint64 fixQueueMs)
{
    const Upload &upload = uploader.record();
    UploadView view = viewOf(upload, thumbnail);
    view.shownBytes = uploader.shown().bytes();
    if (upload.state == UploadState::Fixing) {
        view.fixPercent = uploader.fix().percent;
        view.fixLeftMs = uploader.fix().leftMs;
    }
    if (upload.state == UploadState::NeedsFix && linkBytesPerSecond > 0) {
        view.sentInMs = upload.totalBytes() * 1000 / linkBytesPerSecond;
        view.fixedInMs = fixQueueMs + upload.offer.ms + upload.offer.bytes * 1000 / linkBytesPerSecond;
    }
    if (upload.state == UploadState::Sending) {
        view.bytesPerSecond = uploader.shown().meter().bytesPerSecond(monotonicMs);
        view.timeLeftMs = uploader.shown().meter().timeLeftMs(monotonicMs, view.totalBytes - view.shownBytes);
    }
    for (qsizetype i = 0; i < upload.segments.size(); ++i)
        view.segments[i].phase = phaseOf(upload.segments.at(i), uploader.isInFlight(upload.segments.at(i).index));
    return view;
}

PostView viewOf(const Post &post)
{
    PostView view{.id = post.id,
                  .account = post.account,
                  .state = post.state,
                  .resumeState = post.resumeState,
                  .reason = post.reason,
                  .untilAtMs = post.untilAtMs,
                  .error = post.error,
                  .scheduledAtMs = post.scheduledAtMs,
                  .createdAtMs = post.createdAtMs,
                  .activityAtMs = post.activityAtMs,
                  .canBeDraft = canEdit(post),
                  .cancelAsked = post.cancelAsked};
    for (const PostPart &part : post.parts)
        view.parts << part.text;
    if (!post.parts.isEmpty())
        view.postedId = post.parts.first().postedId;
    return view;
}

} // namespace postreel
