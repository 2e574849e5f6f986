// Posts and uploads as an engine would show them, for tests of what is on the screen.
// Invariant: every view is complete enough to be painted; times are fixed or relative to now.
#pragma once

#include "app/engine/views.h"

#include <QDateTime>

namespace postreel::testing {

inline UploadView sampleUpload(const QString &id, UploadState state,
                               const QString &file = QStringLiteral("/films/harbour at dawn.mp4"))
{
    UploadView upload;
    upload.id = id;
    upload.file = file;
    upload.state = state;
    upload.facts = {.mediaType = QStringLiteral("video/mp4"),
                    .mediaCategory = QStringLiteral("tweet_video"),
                    .durationMs = 32'000,
                    .width = 1280,
                    .height = 720};
    upload.verdict = Verdict::Ready;
    upload.totalBytes = 42'000'000;
    const bool all =
        state == UploadState::Ready || state == UploadState::Processing || state == UploadState::Finalizing;
    for (int i = 0; i < 11; ++i) {
        const bool sent = all || i < 5;
        const SegmentPhase phase = sent     ? SegmentPhase::Sent
                                   : i == 5 ? SegmentPhase::InFlight
                                   : i == 6 ? SegmentPhase::Retried
                                            : SegmentPhase::Waiting;
        upload.segments << SegmentView{i, i < 10 ? 4'000'000 : 2'000'000, phase,
                                       sent     ? 1
                                       : i == 6 ? 2
                                                : 0,
                                       sent ? 820 + 13 * i : 0};
        upload.ackedBytes += sent ? upload.segments.last().bytes : 0;
    }
    const bool begun = all || state == UploadState::Sending || state == UploadState::Waiting ||
                       state == UploadState::Paused || state == UploadState::Failed;
    if (!begun) {
        upload.segments.clear();
        upload.ackedBytes = 0;
    }
    upload.shownBytes = state == UploadState::Sending ? upload.ackedBytes + 1'400'000 : upload.ackedBytes;
    if (state == UploadState::Sending) {
        upload.bytesPerSecond = 3'200'000;
        upload.timeLeftMs = 6'400;
    }
    return upload;
}

// A film whose frame rate X refuses, and what is offered for it: 80 s of work, 12 MB.
inline UploadView sampleOffer(FixKind offered)
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::NeedsFix);
    upload.verdict = Verdict::WillBeRefused;
    upload.problems = {{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
    upload.offer = {.kind = offered, .ms = 80'000, .bytes = 12'000'000};
    return upload;
}

inline PostView samplePost(const QString &id, PostState state, const QString &text,
                           const QVector<UploadView> &uploads = {})
{
    PostView post;
    post.id = id;
    post.account = QStringLiteral("a");
    post.accountLabel = QStringLiteral("@harbourfilms");
    post.parts = {text};
    post.state = state;
    post.createdAtMs = 1'700'000'000'000;
    post.activityAtMs = post.createdAtMs;
    post.uploads = uploads;
    for (UploadView &upload : post.uploads)
        upload.postId = id;
    if (state == PostState::Posted) {
        post.postedId = QStringLiteral("1880028106020515840");
        post.url = QUrl(QStringLiteral("https://x.com/i/status/1880028106020515840"));
    }
    return post;
}

} // namespace postreel::testing
