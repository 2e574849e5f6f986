// Puts its items beside one another and begins a new line where the next one does not fit any more: rows of buttons in a
// narrow window.
// Invariant: no item is narrower than it wants to be as long as the layout is as wide as its widest item, none lies over
// another, and all of it mirrors with the direction of its widget. What expands (a spacer, a label) takes what is left of
// its line.
#pragma once

#include "ui/window/parts/item_layout.h"

#include <QHash>
#include <QVector>

namespace postreel {

class FlowLayout : public ItemLayout
{
public:
    // `spacing`: between items, and between lines.
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 8);

    // What comes after it keeps to the trailing edge.
    void addStretch();
    void addLayout(QLayout *layout);
    // Takes what is left of its line, and a line of its own where that is less than `wish`.
    void addFiller(QWidget *widget, int wish);
    void setWish(const QWidget *filler, int wish);

    Qt::Orientations expandingDirections() const override;
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Place
    {
        QLayoutItem *item = nullptr;
        int width = 0;
    };
    using Line = QVector<Place>;

    QVector<Line> linesIn(int width) const;
    void spread(Line &line, int width) const;
    int before(QLayoutItem &item, bool &first) const;
    QVector<QLayoutItem *> shown() const;

    int wantedWidth(QLayoutItem &item) const;

    QHash<const QWidget *, int> m_wishes;
};

} // namespace postreel
