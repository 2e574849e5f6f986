// The verdict of a card on its media: whether X takes it, and why not.
// Invariant: pure; whatever prevents posting is in the headline or in the notes, never only in the reasons, which are
// collapsed.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/stage_icon.h"

#include <QStringList>
#include <optional>

namespace postreel {

struct MediaVerdict
{
    std::optional<Glyph> glyph; // none: no icon
    Severity severity = Severity::Quiet;
    QString headline;    // "X won't take this as it is."; empty: nothing to say yet
    QStringList notes;   // visible below the headline, one line each
    QStringList reasons; // collapsed, one line each: "120 frames a second; X takes 60"
};

// `tracks`: its subtitles. `fits`: X takes it together with the media above it. `nowMs`: ms since the epoch.
MediaVerdict mediaVerdict(const UploadView &media, const QVector<UploadView> &tracks, bool fits, qint64 nowMs);

// All texts in one line, for assistive technology.
QString accessibleVerdictText(const MediaVerdict &verdict);

// Whether a deadline still affects which fix is chosen.
bool deadlineMatters(const UploadView &media);

} // namespace postreel
