#include "ui/window/flow_layout.h"

#include <QStyle>
#include <algorithm>

namespace postreel {

FlowLayout::FlowLayout(QWidget *parent, int spacing) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items << item;
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= m_items.size())
        return nullptr;
    invalidate();
    return m_items.takeAt(index);
}

QVector<QRect> FlowLayout::placesIn(const QRect &rect) const
{
    QVector<QRect> places;
    QPoint at = rect.topLeft();
    int line = 0; // its height
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty()) { // a hidden widget takes no room
            places << QRect();
            continue;
        }
        const QSize size(std::min(item->sizeHint().width(), rect.width()), item->sizeHint().height());
        if (at.x() > rect.left() && at.x() + size.width() > rect.left() + rect.width()) {
            at = {rect.left(), at.y() + line + spacing()};
            line = 0;
        }
        places << QRect(at, size);
        at.rx() += size.width() + spacing();
        line = std::max(line, size.height());
    }
    return places;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = 0;
    for (const QRect &place : placesIn(QRect(0, 0, width - margins.left() - margins.right(), 0)))
        height = std::max(height, place.y() + place.height());
    return height + margins.top() + margins.bottom();
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty())
            size = {size.width() + item->sizeHint().width() + (size.width() > 0 ? spacing() : 0),
                    std::max(size.height(), item->sizeHint().height())};
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect inside = contentsRect();
    const QVector<QRect> places = placesIn(inside);
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    for (int i = 0; i < m_items.size(); ++i)
        if (!m_items.at(i)->isEmpty())
            m_items.at(i)->setGeometry(QStyle::visualRect(direction, inside, places.at(i)));
}

} // namespace postreel
