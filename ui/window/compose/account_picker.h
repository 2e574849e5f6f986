// The combo box that says for which account the Post is; its last entry connects another one.
// Invariant: its accessible name is the one it was given; the account shown is its value (Qt's own
// combo box tells the value as the name on Linux, so that no name is left). "Connect X" is never what is shown.
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

    // `current`: key of the one to show, unless one that was asked for before is there by now.
    void setAccounts(const QVector<AccountView> &accounts, const QString &current);
    // One that is not among them stands there by its `label`, as one that is not signed in here; without a label, the first one
    // is shown until it is among them.
    void choose(const QString &accountKey, const QString &label = {});
    QString account() const; // key; empty: none

Q_SIGNALS:
    void chosen(const QString &accountKey); // by the person
    void connectRequested();
    void sandboxRequested(); // chosen while it is not among the accounts yet

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
    int m_shown = 0;   // index of the account
    QString m_awaited; // asked for when it was not there
    QString m_awaitedLabel;
};

} // namespace postreel
