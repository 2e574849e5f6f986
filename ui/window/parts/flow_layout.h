// Places its items side by side and starts a new line when the next one does not fit: rows of buttons in a narrow window.
// Invariant: no item is narrower than its size hint as long as the layout is as wide as its widest item; items do not overlap;
// everything mirrors with the layout direction. Expanding items (a spacer, a label) take the remaining width of their line.
#pragma once

#include "ui/window/parts/item_layout.h"

#include <QHash>
#include <QVector>

namespace postreel {

class FlowLayout : public ItemLayout
{
public:
    // `spacing`: px between items, and between lines.
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 8);

    // Items added after it are placed at the trailing edge.
    void addStretch();
    void addLayout(QLayout *layout);
    // Takes the remaining width of its line, or a line of its own if that is less than `preferredWidth` px.
    void addFiller(QWidget *widget, int preferredWidth);
    void setPreferredWidth(const QWidget *filler, int preferredWidth);

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

    QHash<const QWidget *, int> m_preferredWidths;
};

} // namespace postreel
