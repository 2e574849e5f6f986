// The positions of the parts of a queue row, for painting and for hit tests.
// Invariant: all rectangles are inside the row and mirror with the layout direction; all rows of one width have the
// same height, so that the list does not measure each of them. Everything grows with the font.
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

    // `buttonCount`: number of action buttons, at the trailing end of the title, or at the bottom if they leave it too
    // little room. A very wide row uses only its leading part.
    RowLayout(const QRect &row, const QFont &font, int buttonCount, Qt::LayoutDirection direction);

    static QFont titleFont(const QFont &font);
    static QFont smallFont(const QFont &font);
    static int heightFor(const QFont &font, int width);
    int buttonAt(const QPoint &position) const; // -1: none

    QRect thumbnail;
    QRect title;
    QRect stageIcon;
    QRect stage; // text of the stage, and the account
    QRect bar;
    QRect numbers;
    QVector<QRect> buttons;
};

} // namespace postreel
