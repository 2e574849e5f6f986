// Drops the second press of a double click if another control is under the pointer by then.
// Invariant: one instance per program. Handles the mouse only (for keys: key_repeat_filter.h and QueueView), never
// assistive technology; a press in another place is not dropped.
#pragma once

#include <QMouseEvent>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace postreel {

class DoubleClickGuard : public QObject
{
public:
    // Installs the guard; further calls do nothing.
    static void watch();
    // The press that just ended has done all it can: a second one is dropped even on the same widget.
    static void spend();
    // Whether the press follows a click so soon and so near that it may be the second one of a double click.
    static bool mayBe(const QMouseEvent &press);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit DoubleClickGuard(QObject *program) : QObject(program) {}
    static QPointer<DoubleClickGuard> &only();
    bool follows(const QMouseEvent &press) const;
    bool isForAnother(const QWidget &widget) const;
    void note(QWidget &widget, const QMouseEvent &release);

    QPointer<QWidget> m_on; // the widget of the first click
    QString m_words;        // its text, if it is a button
    bool m_spent = false;
    QPointF m_where;
    quint64 m_at = 0; // time stamp of its release; 0: no click yet
    bool m_dropped = false; // a press was dropped: its release is dropped too
};

} // namespace postreel
