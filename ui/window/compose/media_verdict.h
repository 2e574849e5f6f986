// What a card says of its media: whether X takes it, and why not.
// Invariant: pure; what holds the Post back is in the headline or in the notes, never in the reasons alone, which are folded.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/row_facts.h"

#include <QStringList>
#include <optional>

namespace postreel {

struct MediaVerdict
{
    std::optional<Glyph> glyph; // none: there is nothing to be seen at a glance
    Severity severity = Severity::Quiet;
    QString headline;    // "X won't take this as it is."; empty: there is nothing to say yet
    QStringList notes;   // seen below it, a line each
    QStringList reasons; // folded, a line each: "120 frames a second; X takes 60"
};

// `tracks`: its subtitles. `fits`: X takes it together with the media above it.
MediaVerdict mediaVerdict(const UploadView &media, const QVector<UploadView> &tracks, bool fits, qint64 nowMs);

// All of it in one line, for assistive technology.
QString accessibleVerdictText(const MediaVerdict &verdict);

// Whether a time that it must be out by still changes which fix is chosen.
bool deadlineMatters(const UploadView &media);

} // namespace postreel
