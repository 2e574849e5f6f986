// Where the parts of a queue row are, for painting and for finding what was clicked.
// Invariant: all rectangles lie inside the row and mirror with the layout direction; every row of one width has the
// same height, so that the list never measures a thousand of them. All of it grows with the font.
#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QVector>

namespace postreel {

struct RowLayout
{
    static constexpr int padding = 12;
    static constexpr int gap = 12;
    static constexpr int barHeight = 6;

    // `buttonCount`: actions painted at the trailing end of the title, or below all else where that leaves it too little
    // room. A very wide row keeps to the leading end of it.
    RowLayout(const QRect &row, const QFont &font, int buttonCount, Qt::LayoutDirection direction);

    static QFont titleFont(const QFont &font);
    static QFont smallFont(const QFont &font);
    static int heightFor(const QFont &font, int width);
    int buttonAt(const QPoint &position) const; // -1: none

    QRect thumbnail;
    QRect title;
    QRect stageIcon;
    QRect stage; // words of the stage and the account
    QRect bar;
    QRect numbers;
    QVector<QRect> buttons;
};

} // namespace postreel
