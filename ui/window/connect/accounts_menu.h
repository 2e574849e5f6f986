// The "Accounts" menu: connects another account, and has the actions of each existing one.
// Invariant: does not use the engine; the sandbox, which needs no sign-in, is not among the accounts.
#pragma once

#include "app/engine/views.h"

#include <QMenu>

namespace postreel {

class AccountsMenu : public QMenu
{
    Q_OBJECT
public:
    explicit AccountsMenu(QWidget *parent);

    // `usual`: key of the default account for new drafts; empty: the last one chosen.
    void setAccounts(const QVector<AccountView> &accounts, const QString &usual);

Q_SIGNALS:
    void sandboxRequested();
    void connectRequested();
    void usualRequested(const QString &accountKey); // empty: no default
    void signInRequested(const QString &accountKey);
    void signOutRequested(const QString &accountKey);

private:
    void addAccount(const AccountView &account, bool usual);
};

} // namespace postreel
