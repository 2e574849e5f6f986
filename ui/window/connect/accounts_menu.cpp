#include "ui/window/connect/accounts_menu.h"

#include "ui/window/connect/sign_in_text.h"

#include <utility>

namespace postreel {

AccountsMenu::AccountsMenu(QWidget *parent) : QMenu(tr("&Accounts"), parent)
{
    setAccounts({}, {});
}

void AccountsMenu::setAccounts(const QVector<AccountView> &accounts, const QString &usual)
{
    const QList<QMenu *> old = findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    clear();
    for (QMenu *menu : old)
        menu->deleteLater(); // the triggered action may be in one of them
    addAction(tr("Use the &sandbox"), this, &AccountsMenu::sandboxRequested);
    addAction(tr("&Connect X…"), this, &AccountsMenu::connectRequested);
    bool any = false;
    for (const AccountView &account : accounts) {
        if (account.sandbox)
            continue;
        if (!std::exchange(any, true))
            addSeparator();
        addAccount(account, account.key == usual);
    }
}

void AccountsMenu::addAccount(const AccountView &account, bool usual)
{
    const QString key = account.key;
    QString shown = shownAccount(account);
    auto *menu = new QMenu(shown.replace(u'&', QStringLiteral("&&")), this);
    addMenu(menu);
    QAction *use = menu->addAction(tr("Make &default"));
    use->setCheckable(true);
    use->setChecked(usual);
    connect(use, &QAction::triggered, this, [this, key](bool on) { Q_EMIT usualRequested(on ? key : QString()); });
    menu->addAction(tr("Sign &in again…"), this, [this, key] { Q_EMIT signInRequested(key); });
    menu->addAction(tr("Sign &out…"), this, [this, key] { Q_EMIT signOutRequested(key); });
}

} // namespace postreel
