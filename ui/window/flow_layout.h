// Puts its items beside one another and begins a new line where the next one does not fit any more: rows of buttons in a
// narrow window.
// Invariant: no item is narrower than it wants to be as long as the layout is as wide as its widest item, none lies over
// another, and all of it mirrors with the direction of its widget. What expands (a spacer, a label) takes what is left of
// its line.
#pragma once

#include <QHash>
#include <QLayout>
#include <QVector>
#include <memory>
#include <vector>

namespace postreel {

class FlowLayout : public QLayout
{
public:
    // `spacing`: between items, and between lines.
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 8);
    ~FlowLayout() override;

    // What comes after it keeps to the trailing edge.
    void addStretch();
    void addLayout(QLayout *layout);
    // Takes what is left of its line, and a line of its own where that is less than `wish`.
    void addFiller(QWidget *widget, int wish);
    void setWish(const QWidget *filler, int wish);

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override;
    bool hasHeightForWidth() const override;
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

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    QHash<const QWidget *, int> m_wishes;
};

} // namespace postreel
