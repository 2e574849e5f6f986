#include "ui/line_parts.h"

#include "ui/text_direction.h"

#include <QTextBoundaryFinder>

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
    if (text.size() <= most)
        return text;
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, text);
    characters.setPosition(most - 1);
    if (!characters.isAtBoundary())
        characters.toPreviousBoundary();
    return text.left(characters.position()).trimmed() % u'…';
}

} // namespace postreel
