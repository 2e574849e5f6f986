// What tooltips have in common: the key for what is pressed, and that words of files and of X stay plain text.
// Invariant: pure.
#pragma once

#include <QKeySequence>
#include <QString>

namespace postreel {

// "Pause (Space)": what a control does and the key for it. Without a key: what it does alone.
QString withKey(const QString &what, const QString &key);
QString withKey(const QString &what, const QKeySequence &key);

// `text` as a tooltip that is never read as markup, however it begins.
QString plainTooltip(const QString &text);

} // namespace postreel
