// How bad a stage or a message is, and the icon and colour that show it.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/glyphs.h"

namespace postreel {

enum class Severity { Quiet, Active, Good, Warning, Bad };
// The icon and the severity of a stage, so that it is not shown by colour alone.
struct StageIcon
{
    Glyph glyph = Glyph::Clock;
    Severity severity = Severity::Quiet;
};
StageIcon stageIconOf(const PostView &post);
StageIcon stageIconOf(const UploadView &upload);
QColor severityColor(Severity severity, const QPalette &palette);

} // namespace postreel
