// Texts of tooltips: the key of a control, and file names and X's words as plain text.
// Invariant: pure.
#pragma once

#include <QKeySequence>
#include <QString>

namespace postreel {

// "Pause (Space)": what a control does and its key; without a key, only what it does.
QString withKey(const QString &what, const QString &key);
QString withKey(const QString &what, const QKeySequence &key);

// `text` as a tooltip that is never interpreted as markup.
QString plainTooltip(const QString &text);

} // namespace postreel
