// The menu "Accounts": connects another one, and for each that is there what can be done with it.
// Invariant: knows no engine; the sandbox, which nobody signs in to, is not in it.
#pragma once

#include "app/engine/views.h"

#include <QMenu>

namespace postreel {

class AccountsMenu : public QMenu
{
    Q_OBJECT
public:
    explicit AccountsMenu(QWidget *parent);

    // `usual`: key of the account that new drafts begin with; empty: the last one that was chosen.
    void setAccounts(const QVector<AccountView> &accounts, const QString &usual);

Q_SIGNALS:
    void sandboxRequested();
    void connectRequested();
    void usualRequested(const QString &accountKey); // empty: none in particular
    void signInRequested(const QString &accountKey);
    void signOutRequested(const QString &accountKey);

private:
    void addAccount(const AccountView &account, bool usual);
};

} // namespace postreel
