// Lays out side by side what fits into the width, and goes on in the next line: buttons that must all be
// reachable in a narrow window.
// Invariant: each item keeps its size hint, or the whole width where that is wider; mirrors with the layout
// direction.
#pragma once

#include <QLayout>
#include <QVector>

namespace postreel {

class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    // Without a parent: to be added to another layout. `spacing`: between items, and between lines.
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; // all in one line
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    // Where each item comes to stand in a rectangle of that width.
    QVector<QRect> placesIn(const QRect &rect) const;
    QVector<QLayoutItem *> m_items; // owned
};

} // namespace postreel
