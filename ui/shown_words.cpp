#include "ui/shown_words.h"

#include "ui/text_direction.h"

#include <QFileInfo>
#include <QTextBoundaryFinder>

namespace postreel {

namespace {

// Characters that can reorder, hide or break the text around them.
bool bends(QChar c)
{
    const ushort u = c.unicode();
    return u == 0x061c || u == 0x200e || u == 0x200f || (u >= 0x2028 && u <= 0x202e) ||
           (u >= 0x2060 && u <= 0x206f) || u == 0xfeff || u == 0xfffe || u == 0xffff;
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

QString elidedInTheMiddle(const QString &text, int most)
{
    if (text.size() <= most)
        return text;
    qsizetype head = most / 2;
    qsizetype tail = text.size() - (most - head - 1);
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, text);
    characters.setPosition(head);
    if (!characters.isAtBoundary())
        head = characters.toPreviousBoundary();
    characters.setPosition(tail);
    if (!characters.isAtBoundary())
        tail = characters.toNextBoundary();
    return QStringView(text).left(head) % QChar(0x2026) % QStringView(text).mid(tail);
}

} // namespace

QString shownName(const QString &path, int most)
{
    QString name = QFileInfo(path).fileName();
    if (name.isEmpty())
        name = path; // a root, or a path that ends in a slash
    for (QChar &c : name)
        if (bends(c) || isControl(c))
            c = QChar(0xfffd);
    return inOwnDirection(elidedInTheMiddle(name, most));
}

QString shownWords(const QString &said)
{
    QString words = said;
    for (QChar &c : words)
        if (c != u'\n' && (bends(c) || isControl(c)))
            c = u' ';
    return words.trimmed();
}

} // namespace postreel
