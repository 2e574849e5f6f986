// As high as what is in it where there is room for it, and scrolled where there is not: nothing in it is ever out of reach.
// Invariant: never higher than its content, and there just while that is; never scrolls sideways, and takes no focus itself.
#pragma once

#include <QScrollArea>

namespace postreel {

class SnugScrollArea : public QScrollArea
{
public:
    // Takes the content. `least`: the height that it keeps of it however little room there is.
    SnugScrollArea(QWidget *content, int least, QWidget *parent);
    void setLeast(int height);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int contentHeight() const;
    int m_least;
};

} // namespace postreel
