#include "ui/window/row_layout.h"

#include <QStyle>

namespace postreel {

namespace {
constexpr int lineGap = 4;
constexpr int iconSide = 15;
} // namespace

QFont RowLayout::titleFont(const QFont &font)
{
    QFont title = font;
    title.setWeight(QFont::DemiBold);
    return title;
}

QFont RowLayout::smallFont(const QFont &font)
{
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

int RowLayout::heightFor(const QFont &font)
{
    const int title = QFontMetrics(titleFont(font)).height();
    const int small = QFontMetrics(smallFont(font)).height();
    const int text = title + small + barHeight + small + 3 * lineGap;
    return qMax(text, thumbnailSize.height()) + 2 * padding;
}

RowLayout::RowLayout(const QRect &row, const QFont &font, int buttonCount, Qt::LayoutDirection direction)
{
    const QRect inner = row.adjusted(padding, padding, -padding, -padding);
    const auto placed = [&](QRect rect) { return QStyle::visualRect(direction, row, rect); };
    thumbnail = placed(QRect(inner.topLeft(), thumbnailSize));
    const int textLeft = inner.left() + thumbnailSize.width() + gap;
    const int titleHeight = qMax(QFontMetrics(titleFont(font)).height(), 1);
    const int smallHeight = QFontMetrics(smallFont(font)).height();
    int right = inner.right() + 1;
    for (int i = buttonCount - 1; i >= 0; --i) {
        right -= buttonSide;
        buttons.prepend(placed(QRect(right, inner.top() - 4, buttonSide, buttonSide)));
    }
    int y = inner.top();
    title = placed(QRect(QPoint(textLeft, y), QPoint(right - gap, y + titleHeight - 1)));
    y += titleHeight + lineGap;
    stageIcon = placed(QRect(textLeft, y + (smallHeight - iconSide) / 2, iconSide, iconSide));
    const int stageLeft = textLeft + iconSide + 6;
    stage = placed(QRect(QPoint(stageLeft, y), QPoint(right - gap, y + smallHeight - 1)));
    y += smallHeight + lineGap + 2;
    bar = placed(QRect(QPoint(textLeft, y), QPoint(inner.right(), y + barHeight - 1)));
    y += barHeight + lineGap;
    numbers = placed(QRect(QPoint(textLeft, y), QPoint(inner.right(), y + smallHeight - 1)));
}

int RowLayout::buttonAt(const QPoint &position) const
{
    for (int i = 0; i < buttons.size(); ++i)
        if (buttons.at(i).contains(position))
            return i;
    return -1;
}

} // namespace postreel
