// A scroll area that is as high as its content if there is space; otherwise it scrolls, so that everything can be reached.
// Invariant: never higher than its content, and visible only while the content is; never scrolls horizontally, and
// takes no focus itself.
#pragma once

#include <QScrollArea>

namespace postreel {

class ContentSizedScrollArea : public QScrollArea
{
public:
    // Takes ownership of `content`. `least`: minimum height in px, unless the content is lower.
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
