#include "ui/window/parts/stage_icon.h"

#include "ui/stage_text.h"
#include "ui/window/parts/theme_colors.h"

namespace postreel {

StageIcon stageIconOf(const UploadView &upload)
{
    switch (upload.state) {
    case UploadState::Queued:
        return {Glyph::Clock, Severity::Quiet};
    case UploadState::Checking:
        return {Glyph::Search, Severity::Active};
    case UploadState::NeedsFix:
        return {Glyph::Warning, Severity::Warning};
    case UploadState::Fixing:
        return {Glyph::Wrench, Severity::Active};
    case UploadState::Processing:
        return {Glyph::Process, Severity::Active};
    case UploadState::Initializing:
    case UploadState::Sending:
    case UploadState::Finalizing:
        return {Glyph::Upload, Severity::Active};
    case UploadState::Ready:
        return {Glyph::Check, Severity::Good};
    case UploadState::Waiting:
        return {Glyph::Clock, Severity::Warning};
    case UploadState::NeedsSignIn:
        return {Glyph::Key, Severity::Warning};
    case UploadState::Paused:
        return {Glyph::Pause, Severity::Quiet};
    case UploadState::Cancelled:
        return {Glyph::Cross, Severity::Quiet};
    case UploadState::Failed:
        return {Glyph::Warning, Severity::Bad};
    }
    return {};
}

StageIcon stageIconOf(const PostView &post)
{
    const UploadView *leading = leadingUpload(post);
    switch (post.state) {
    case PostState::Draft:
        return leading ? stageIconOf(*leading) : StageIcon{Glyph::Pencil, Severity::Quiet};
    case PostState::Scheduled:
        if (post.scheduledAtMs != 0)
            return {Glyph::Clock, Severity::Quiet};
        return leading ? stageIconOf(*leading) : StageIcon{Glyph::Send, Severity::Active}; // the Undo pause
    case PostState::WaitingForMedia:
    case PostState::Attaching:
        return leading ? stageIconOf(*leading) : StageIcon{Glyph::Send, Severity::Active};
    case PostState::Posting:
    case PostState::Unconfirmed:
        if (waitsToLook(post))
            return {needsTokenToLook(post) ? Glyph::Key : Glyph::Clock, Severity::Warning};
        return {Glyph::Send, Severity::Active};
    case PostState::AskPerson:
        return {Glyph::Warning, Severity::Warning};
    case PostState::Posted:
        return {Glyph::Check, Severity::Good};
    case PostState::Waiting:
        return {Glyph::Clock, Severity::Warning};
    case PostState::NeedsSignIn:
        return {Glyph::Key, Severity::Warning};
    case PostState::Paused:
        return {Glyph::Pause, Severity::Quiet};
    case PostState::Cancelled:
        return {Glyph::Cross, Severity::Quiet};
    case PostState::Failed:
        return {Glyph::Warning, Severity::Bad};
    }
    return {};
}

QColor severityColor(Severity severity, const QPalette &palette)
{
    switch (severity) {
    case Severity::Quiet:
        return theme::quiet(palette);
    case Severity::Active:
        return theme::accent(palette);
    case Severity::Good:
        return theme::good(palette);
    case Severity::Warning:
        return theme::warning(palette);
    case Severity::Bad:
        return theme::bad(palette);
    }
    return {};
}

} // namespace postreel
