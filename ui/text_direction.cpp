#include "ui/text_direction.h"

#include <QGuiApplication>
#include <algorithm>

namespace postreel {

namespace {

constexpr QChar firstStrongIsolate(0x2068);
constexpr QChar popIsolate(0x2069);

bool opensIsolate(QChar::Direction direction)
{
    return direction == QChar::DirLRI || direction == QChar::DirRLI || direction == QChar::DirFSI;
}

bool isRightToLeft(QChar::Direction direction)
{
    return direction == QChar::DirR || direction == QChar::DirAL;
}

bool hasRightToLeft(const QString &text)
{
    const QList<uint> letters = text.toUcs4();
    return std::any_of(letters.begin(), letters.end(), [](uint letter) { return isRightToLeft(QChar::direction(letter)); });
}

} // namespace

Qt::LayoutDirection directionOf(const QString &text, Qt::LayoutDirection otherwise)
{
    int isolates = 0;
    const QList<uint> letters = text.toUcs4();
    for (const uint letter : letters) {
        const QChar::Direction direction = QChar::direction(letter);
        if (direction == QChar::DirB)
            break; // the next paragraph
        if (opensIsolate(direction))
            ++isolates;
        else if (direction == QChar::DirPDI)
            isolates = std::max(0, isolates - 1);
        else if (isolates == 0 && direction == QChar::DirL)
            return Qt::LeftToRight;
        else if (isolates == 0 && isRightToLeft(direction))
            return Qt::RightToLeft;
    }
    return otherwise;
}

QString inOwnDirection(const QString &text)
{
    return firstStrongIsolate % text % popIsolate;
}

QString isolated(const QString &part)
{
    const bool torn = QGuiApplication::layoutDirection() == Qt::RightToLeft || hasRightToLeft(part);
    return part.isEmpty() || !torn ? part : inOwnDirection(part);
}

} // namespace postreel
