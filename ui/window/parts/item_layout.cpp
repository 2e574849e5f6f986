#include "ui/window/parts/item_layout.h"

namespace postreel {

ItemLayout::ItemLayout(QWidget *parent) : QLayout(parent) {}

ItemLayout::~ItemLayout() = default;

void ItemLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    invalidate();
}

int ItemLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem *ItemLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items.at(static_cast<std::size_t>(index)).get() : nullptr;
}

QLayoutItem *ItemLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *taken = m_items.at(static_cast<std::size_t>(index)).release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return taken;
}

bool ItemLayout::hasHeightForWidth() const
{
    return true;
}

} // namespace postreel
