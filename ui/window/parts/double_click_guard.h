// Drops the second press of a double click if another control has come under the pointer since the first.
// Invariant: one for the program. Looks at the mouse alone (for keys: key_repeat_filter.h and QueueView), never at assistive technology;
// a press in another place counts at once.
#pragma once

#include <QMouseEvent>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace postreel {

class DoubleClickGuard : public QObject
{
public:
    // From now on; once, however often it is asked.
    static void watch();
    // The press that just ended has done all that it can: not even the same widget gets another one.
    static void spend();
    // Whether it comes so soon after another one, and so near to it, that it may be the second of a double click.
    static bool mayBe(const QMouseEvent &press);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit DoubleClickGuard(QObject *program) : QObject(program) {}
    static QPointer<DoubleClickGuard> &only();
    bool follows(const QMouseEvent &press) const;
    bool isForAnother(const QWidget &widget) const;
    void note(QWidget &widget, const QMouseEvent &release);

    QPointer<QWidget> m_on; // what the first one was on
    QString m_words;        // of it, if it is a button
    bool m_spent = false;
    QPointF m_where;
    quint64 m_at = 0; // when it ended; 0: there was none
    bool m_dropped = false; // a press: its release goes with it
};

} // namespace postreel
