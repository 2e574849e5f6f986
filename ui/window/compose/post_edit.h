// The text of a Post: plain text; files and pictures that are pasted are given on instead of their names.
// Invariant: never eats a drop of files (the window does), and knows whether an input method composes. It is as high as its
// text: what it stands in scrolls.
#pragma once

#include <QPlainTextEdit>

namespace postreel {

class PostEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit PostEdit(QWidget *parent);

    // An input method is in the middle of a character: keys belong to it.
    bool isComposing() const { return m_composing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void mediaPasted(const QMimeData &data); // valid during the signal only

protected:
    bool event(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int textHeight() const;
    void chooseSide();
    bool m_composing = false;
};

} // namespace postreel
