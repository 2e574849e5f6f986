#include "ui/error_text.h"
#include "ui/window/row_facts.h"
#include "ui/window/tones.h"

namespace postreel {

StageLook lookOf(const UploadView &upload)
{
    switch (upload.state) {
    case UploadState::Queued:
        return {Glyph::Clock, Mood::Quiet};
    case UploadState::Checking:
        return {Glyph::Search, Mood::Active};
    case UploadState::NeedsFix:
        return {Glyph::Warning, Mood::Warning};
    case UploadState::Fixing:
        return {Glyph::Wrench, Mood::Active};
    case UploadState::Processing:
        return {Glyph::Process, Mood::Active};
    case UploadState::Initializing:
    case UploadState::Sending:
    case UploadState::Finalizing:
        return {Glyph::Upload, Mood::Active};
    case UploadState::Ready:
        return {Glyph::Check, Mood::Good};
    case UploadState::Waiting:
        return {Glyph::Clock, Mood::Warning};
    case UploadState::NeedsSignIn:
        return {Glyph::Key, Mood::Warning};
    case UploadState::Paused:
        return {Glyph::Pause, Mood::Quiet};
    case UploadState::Cancelled:
        return {Glyph::Cross, Mood::Quiet};
    case UploadState::Failed:
        return {Glyph::Warning, Mood::Bad};
    }
    return {};
}

StageLook lookOf(const PostView &post)
{
    const UploadView *leading = leadingUpload(post);
    switch (post.state) {
    case PostState::Draft:
        return leading ? lookOf(*leading) : StageLook{Glyph::Pencil, Mood::Quiet};
    case PostState::Scheduled:
        if (post.scheduledAtMs != 0)
            return {Glyph::Clock, Mood::Quiet};
        return leading ? lookOf(*leading) : StageLook{Glyph::Send, Mood::Active}; // the pause for Undo
    case PostState::WaitingForMedia:
    case PostState::Attaching:
        return leading ? lookOf(*leading) : StageLook{Glyph::Send, Mood::Active};
    case PostState::Posting:
    case PostState::Unconfirmed:
        if (waitsToLook(post))
            return {needsTokenToLook(post) ? Glyph::Key : Glyph::Clock, Mood::Warning};
        return {Glyph::Send, Mood::Active};
    case PostState::AskPerson:
        return {Glyph::Warning, Mood::Warning};
    case PostState::Posted:
        return {Glyph::Check, Mood::Good};
    case PostState::Waiting:
        return {Glyph::Clock, Mood::Warning};
    case PostState::NeedsSignIn:
        return {Glyph::Key, Mood::Warning};
    case PostState::Paused:
        return {Glyph::Pause, Mood::Quiet};
    case PostState::Cancelled:
        return {Glyph::Cross, Mood::Quiet};
    case PostState::Failed:
        return {Glyph::Warning, Mood::Bad};
    }
    return {};
}

QColor moodColor(Mood mood, const QPalette &palette)
{
    switch (mood) {
    case Mood::Quiet:
        return tones::quiet(palette);
    case Mood::Active:
        return tones::accent(palette);
    case Mood::Good:
        return tones::good(palette);
    case Mood::Warning:
        return tones::warning(palette);
    case Mood::Bad:
        return tones::bad(palette);
    }
    return {};
}

} // namespace postreel
