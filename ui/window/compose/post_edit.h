// The text of a Post: plain text; pasted files and pictures are emitted instead of inserting their names.
// Invariant: never accepts a drop of files (the window does), and knows whether an input method composes. It is as high
// as its text: the scroll area around it scrolls.
#pragma once

#include <QPlainTextEdit>

namespace postreel {

class PostEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit PostEdit(QWidget *parent);

    // An input method is composing a character and receives the keys.
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
