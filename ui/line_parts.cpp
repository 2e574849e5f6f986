#include "ui/line_parts.h"

#include <QGuiApplication>

namespace postreel {

QString lineOf(const QStringList &parts)
{
    const bool isolate = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    QStringList shown;
    for (const QString &part : parts)
        if (!part.isEmpty())
            shown << (isolate ? QChar(0x2068) % part % QChar(0x2069) : part);
    return shown.join(QStringLiteral(" · "));
}

} // namespace postreel
