// The menu with what is done about a file that X would refuse: ask each time, or fix it without a question.
// Invariant: exactly one of the two is checked.
#pragma once

#include <QMenu>

namespace postreel {

class FixMenu : public QMenu
{
    Q_OBJECT
public:
    explicit FixMenu(QWidget *parent);
    void setFixesByItself(bool fixes);

Q_SIGNALS:
    void chosen(bool fixByItself); // by the person

private:
    QAction *m_ask;
    QAction *m_fix;
};

} // namespace postreel
