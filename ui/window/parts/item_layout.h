// A layout that keeps its items in the order in which they were added; subclasses only place them.
// Invariant: it owns its items; its height depends on its width.
#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace postreel {

class ItemLayout : public QLayout
{
public:
    explicit ItemLayout(QWidget *parent);
    ~ItemLayout() override;

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    bool hasHeightForWidth() const override;

private:
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace postreel
