#include "ui/window/fix_menu.h"

#include <QActionGroup>

namespace postreel {

FixMenu::FixMenu(QWidget *parent)
    : QMenu(tr("When X would &refuse a file"), parent), m_ask(addAction(tr("&Always ask"))),
      m_fix(addAction(tr("&Fix it automatically")))
{
    auto *either = new QActionGroup(this);
    for (QAction *action : {m_ask, m_fix}) {
        action->setCheckable(true);
        either->addAction(action);
    }
    m_ask->setChecked(true);
    connect(m_ask, &QAction::triggered, this, [this] { Q_EMIT chosen(false); });
    connect(m_fix, &QAction::triggered, this, [this] { Q_EMIT chosen(true); });
}

void FixMenu::setFixesByItself(bool fixes)
{
    (fixes ? m_fix : m_ask)->setChecked(true);
}

} // namespace postreel
