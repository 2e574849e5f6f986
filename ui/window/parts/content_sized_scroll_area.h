// As high as its content if there is space for it; scrolls otherwise, so that nothing in it is out of reach.
// Invariant: never higher than its content, and there just while that is; never scrolls sideways, and takes no focus itself.
#pragma once

#include <QScrollArea>

namespace postreel {

class ContentSizedScrollArea : public QScrollArea
{
public:
    // Takes the content. `least`: the height that it keeps of it however little room there is.
    ContentSizedScrollArea(QWidget *content, int least, QWidget *parent);
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
