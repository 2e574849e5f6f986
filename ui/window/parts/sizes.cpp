#include "ui/window/parts/sizes.h"

#include <QFontMetrics>

namespace postreel {

namespace {
constexpr int leastGlyph = 16;
constexpr int leastSmallGlyph = 12;
constexpr int leastHit = 26;
constexpr int charactersOfLine = 85;
constexpr int charactersOfRow = 120;
} // namespace

int glyphSide(const QFont &font)
{
    return qMax(leastGlyph, QFontMetrics(font).height());
}

int smallGlyphSide(const QFont &font)
{
    return qMax(leastSmallGlyph, QFontMetrics(font).height() * 3 / 4);
}

int hitSide(const QFont &font)
{
    return qMax(leastHit, QFontMetrics(font).height() + 10);
}

int readableWidth(const QFont &font)
{
    return charactersOfLine * QFontMetrics(font).averageCharWidth();
}

int rowWidth(const QFont &font)
{
    return charactersOfRow * QFontMetrics(font).averageCharWidth();
}

} // namespace postreel
