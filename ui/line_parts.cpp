#include "ui/line_parts.h"

#include <QGuiApplication>

namespace postreel {

QString lineOf(const QStringList &parts)
{
    const bool isolate = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    QStringList shown;
    for (const QString &part : parts)
        if (!part.isEmpty())
            shown << (isolate ? isolated(part) : part);
    return shown.join(QStringLiteral(" · "));
}

QString isolated(const QString &text)
{
    return QChar(0x2068) % text % QChar(0x2069);
}

QString shortened(const QString &text, int most)
{
    return text.size() > most ? text.left(most - 1).trimmed() % u'…' : text;
}

} // namespace postreel
