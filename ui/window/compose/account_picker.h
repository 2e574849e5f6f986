// The combo box that selects the account of a Post; its last entry connects another account.
// Invariant: the accessible name is the one that was set, and the account shown is the accessible value (QComboBox
// reports the value as its name on Linux, which leaves no name). "Connect X" is never the current entry.
#pragma once

#include "app/engine/views.h"

#include <QComboBox>

namespace postreel {

class PictureCache;

class AccountPicker : public QComboBox
{
    Q_OBJECT
public:
    AccountPicker(PictureCache &pictures, QWidget *parent);

    // `current`: key of the account to show, unless one that was requested by choose() is available now.
    void setAccounts(const QVector<AccountView> &accounts, const QString &current);
    // Selects an account. One that is not in the list is shown by its `label` as not signed in; without a label, the
    // first account is shown until it is in the list.
    void choose(const QString &accountKey, const QString &label = {});
    QString account() const; // key; empty: none

Q_SIGNALS:
    void chosen(const QString &accountKey); // by the user only
    void connectRequested();
    void sandboxRequested(); // "Sandbox" was chosen while there is no sandbox account yet

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    static QString sandboxText();
    void addOffers(bool hasSandbox);
    void setOffersEnabled(bool enabled);
    void activate(int index);
    int addAbsent();
    void showPictures();

    PictureCache &m_pictures;
    int m_shown = 0;   // index of the selected account
    QString m_awaited; // key that was requested while it was not in the list
    QString m_awaitedLabel;
};

} // namespace postreel
