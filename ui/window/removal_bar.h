// Says what was removed last and takes it back: a bar on a strip of its own at the bottom of a pane.
// Invariant: the strip is always there and nothing else is on it, so that nothing moves when the bar comes or goes, and the
// bar never takes the place of what was just pressed. It takes no focus by itself.
#pragma once

#include <QFrame>

class QPushButton;

namespace postreel {

class ElidedLabel;

class RemovalBar : public QWidget
{
    Q_OBJECT
public:
    explicit RemovalBar(QWidget *parent);

    // What was removed, as a sentence; `more`: what else there is to know. Told to assistive technology.
    void setText(const QString &words, const QString &more);
    void clear();
    QString text() const; // empty: there is no bar
    // The focus is on one of its buttons.
    bool hasFocusInside() const;

Q_SIGNALS:
    void undoRequested();
    void attended(bool attended); // a person points at it, or has the focus in it

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void look();

    QFrame *m_bar;
    ElidedLabel *m_words;
    QPushButton *m_undo;
    bool m_attended = false;
};

} // namespace postreel
