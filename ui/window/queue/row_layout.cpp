#include "ui/window/queue/row_layout.h"

#include "ui/window/parts/sizes.h"

#include <QStyle>

namespace postreel {

namespace {

constexpr int lineGap = 4;
constexpr int charactersBesideButtons = 22; // minimum for the title
constexpr int usualButtons = 5;

int textHeight(const QFont &font)
{
    const int title = QFontMetrics(RowLayout::titleFont(font)).height();
    const int small = QFontMetrics(RowLayout::smallFont(font)).height();
    return title + small + RowLayout::barHeight + small + 3 * lineGap + 2;
}

int innerWidth(const QFont &font, int width)
{
    return qMin(width - 2 * RowLayout::padding, rowWidth(font));
}

// As high as the text, but at most a share of the width.
QSize thumbnailSize(const QFont &font, int width)
{
    constexpr double aspect = 88.0 / 62;
    const int wide = qMin(qRound(textHeight(font) * aspect), innerWidth(font, width) * 22 / 100);
    return {wide, qRound(wide / aspect)};
}

bool hasButtonsBelow(const QFont &font, int width)
{
    const int words = innerWidth(font, width) - thumbnailSize(font, width).width() - RowLayout::gap;
    const int beside = words - usualButtons * hitSide(font) - RowLayout::gap;
    return beside < charactersBesideButtons * QFontMetrics(font).averageCharWidth();
}

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

int RowLayout::heightFor(const QFont &font, int width)
{
    const int below = hasButtonsBelow(font, width) ? hitSide(font) + lineGap : 0;
    return qMax(textHeight(font), thumbnailSize(font, width).height()) + below + 2 * padding;
}

RowLayout::RowLayout(const QRect &row, const QFont &font, int buttonCount, Qt::LayoutDirection direction)
{
    const QRect inner(row.left() + padding, row.top() + padding, innerWidth(font, row.width()), row.height() - 2 * padding);
    const auto placed = [&](QRect rect) { return QStyle::visualRect(direction, row, rect); };
    const QSize picture = thumbnailSize(font, row.width());
    thumbnail = placed(QRect(inner.topLeft(), picture));
    const int textLeft = inner.left() + picture.width() + gap;
    const int titleHeight = qMax(QFontMetrics(titleFont(font)).height(), 1);
    const int smallHeight = QFontMetrics(smallFont(font)).height();
    const int button = hitSide(font);
    const bool below = hasButtonsBelow(font, row.width());
    const int buttonTop = below ? inner.bottom() + 1 - button : inner.top() - 4;
    int right = inner.right() + 1;
    for (int i = buttonCount - 1; i >= 0; --i) {
        right -= button;
        buttons.prepend(placed(QRect(right, buttonTop, button, button)));
    }
    right = below ? inner.right() + 1 : right - gap;
    int y = inner.top();
    title = placed(QRect(QPoint(textLeft, y), QPoint(right, y + titleHeight - 1)));
    y += titleHeight + lineGap;
    const int icon = glyphSide(smallFont(font)) - 1;
    stageIcon = placed(QRect(textLeft, y + (smallHeight - icon) / 2, icon, icon));
    const int stageLeft = textLeft + icon + 6;
    stage = placed(QRect(QPoint(stageLeft, y), QPoint(right, y + smallHeight - 1)));
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
