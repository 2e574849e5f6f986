// The menu that sets what happens to a file that X would refuse: always ask, or fix it automatically.
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
    void chosen(bool fixByItself); // by the user only

private:
    QAction *m_ask;
    QAction *m_fix;
};

} // namespace postreel
