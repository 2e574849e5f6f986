#include "ui/window/parts/flow_layout.h"

#include <QStyle>
#include <utility>

namespace postreel {

namespace {

bool expands(const QLayoutItem &item)
{
    return item.expandingDirections().testFlag(Qt::Horizontal);
}

bool isSpace(QLayoutItem &item)
{
    return item.spacerItem() != nullptr;
}

int heightOf(QLayoutItem &item, int width)
{
    if (isSpace(item))
        return 0;
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().expandedTo(item.minimumSize()).height();
}

} // namespace

FlowLayout::FlowLayout(QWidget *parent, int spacing) : ItemLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

void FlowLayout::addStretch()
{
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
}

void FlowLayout::addLayout(QLayout *layout)
{
    addChildLayout(layout);
    addItem(layout);
}

void FlowLayout::addFiller(QWidget *widget, int preferredWidth)
{
    QSizePolicy policy = widget->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Expanding);
    widget->setSizePolicy(policy);
    m_preferredWidths.insert(widget, preferredWidth);
    addWidget(widget);
}

void FlowLayout::setPreferredWidth(const QWidget *filler, int preferredWidth)
{
    if (std::exchange(m_preferredWidths[filler], preferredWidth) != preferredWidth)
        invalidate();
}

// The width that an item needs; with less, it goes to a new line.
int FlowLayout::wantedWidth(QLayoutItem &item) const
{
    const int least = item.minimumSize().width();
    return expands(item) ? qMax(least, m_preferredWidths.value(item.widget())) : qMax(least, item.sizeHint().width());
}

Qt::Orientations FlowLayout::expandingDirections() const
{
    return {};
}

// The space before an item in its line. `first`: no item precedes it; set to false for the next one.
int FlowLayout::before(QLayoutItem &item, bool &first) const
{
    if (isSpace(item))
        return 0;
    return std::exchange(first, false) ? 0 : spacing();
}

QVector<QLayoutItem *> FlowLayout::shown() const
{
    QVector<QLayoutItem *> items;
    for (int i = 0; i < count(); ++i)
        if (QLayoutItem *item = itemAt(i); isSpace(*item) || !item->isEmpty())
            items << item;
    return items;
}

QVector<FlowLayout::Line> FlowLayout::linesIn(int width) const
{
    QVector<Line> lines;
    int left = -1; // remaining width of the line
    QLayoutItem *stretch = nullptr;
    bool first = true;
    for (QLayoutItem *item : shown()) {
        const int wanted = wantedWidth(*item);
        const bool firstWas = first;
        const int needed = before(*item, first) + wanted;
        if (lines.isEmpty() || (needed > left && !isSpace(*item) && !firstWas)) {
            lines << (stretch ? Line{{stretch, 0}} : Line());
            left = width - wanted;
        } else {
            left -= needed;
        }
        if (isSpace(*item))
            stretch = item; // items after it stay at the trailing edge, on lines of their own too
        lines.last() << Place{item, qMin(wanted, width)};
    }
    for (Line &line : lines)
        spread(line, width);
    return lines;
}

// Distributes the remaining width of the line equally among the expanding items.
void FlowLayout::spread(Line &line, int width) const
{
    int used = 0;
    int eager = 0;
    bool first = true;
    for (const Place &place : std::as_const(line)) {
        used += place.width + before(*place.item, first);
        eager += expands(*place.item) ? 1 : 0;
    }
    int left = qMax(0, width - used);
    for (Place &place : line) {
        if (!expands(*place.item))
            continue;
        const int share = qMin(left / eager, qMax(0, place.item->maximumSize().width() - place.width));
        place.width += share;
        left -= share;
        --eager;
    }
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const QVector<Line> lines = linesIn(width - margins.left() - margins.right());
    int height = margins.top() + margins.bottom() + qMax(0, static_cast<int>(lines.size()) - 1) * spacing();
    for (const Line &line : lines) {
        int highest = 0;
        for (const Place &place : line)
            highest = qMax(highest, heightOf(*place.item, place.width));
        height += highest;
    }
    return height;
}

// All items in one line.
QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (QLayoutItem *item : shown()) {
        const QSize one = item->sizeHint().expandedTo(item->minimumSize());
        size.rwidth() += one.width() + (size.width() == 0 || isSpace(*item) ? 0 : spacing());
        size.setHeight(qMax(size.height(), one.height()));
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (QLayoutItem *item : shown())
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect inner = rect.marginsRemoved(contentsMargins());
    const QWidget *widget = parentWidget();
    const Qt::LayoutDirection direction = widget ? widget->layoutDirection() : Qt::LeftToRight;
    int y = inner.top();
    for (const Line &line : linesIn(inner.width())) {
        int highest = 0;
        for (const Place &place : line)
            highest = qMax(highest, heightOf(*place.item, place.width));
        int x = inner.left();
        bool first = true;
        for (const Place &place : line) {
            x += before(*place.item, first);
            const int height = heightOf(*place.item, place.width);
            const QRect box(x, y + (highest - height) / 2, place.width, height);
            place.item->setGeometry(QStyle::visualRect(direction, inner, box));
            x += place.width;
        }
        y += highest + spacing();
    }
}

} // namespace postreel
