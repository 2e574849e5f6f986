#include "ui/line_parts.h"

#include "ui/text_direction.h"

namespace postreel {

QString lineOf(const QStringList &parts)
{
    QStringList shown;
    for (const QString &part : parts)
        if (!part.isEmpty())
            shown << isolated(part);
    return shown.join(QStringLiteral(" · "));
}

QString shortened(const QString &text, int most)
{
    return text.size() > most ? text.left(most - 1).trimmed() % u'…' : text;
}

} // namespace postreel
