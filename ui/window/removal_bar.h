// Shows what was removed last, with an Undo button: a bar on its own strip at the bottom of a pane.
// Invariant: the strip is always visible and holds nothing else, so that nothing moves when the bar comes or goes, and
// the bar never appears where the user has just clicked. It never takes the focus by itself.
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

    // `words`: what was removed, as a sentence. `more`: a further note; may be empty. Announced to assistive technology.
    void setText(const QString &words, const QString &more);
    void clear();
    QString text() const; // empty: no bar is shown
    // Whether the focus is on one of its buttons.
    bool hasFocusInside() const;

Q_SIGNALS:
    void undoRequested();
    void attended(bool attended); // the pointer is on the bar, or the focus is in it

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
