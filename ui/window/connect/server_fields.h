// Addresses of another server than X's own: that of the API, and of signing in there. All may stay empty.
// Invariant: gives only addresses that a token may be sent to; an empty field means the usual one.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

class QFormLayout;
class QLineEdit;

namespace postreel {

class ServerFields : public QWidget
{
    Q_OBJECT
public:
    // `signIn`: also the three addresses of signing in.
    ServerFields(bool signIn, QWidget *parent);

    bool isEmpty() const;
    // What is wrong, as one sentence; empty: nothing is.
    QString trouble() const;
    QUrl apiBase() const; // X's own when it is not said
    OAuthEndpoints endpoints() const;
    void setApiBase(const QUrl &apiBase);
    void setEndpoints(const OAuthEndpoints &endpoints);

Q_SIGNALS:
    void changed();

private:
    QLineEdit *addField(QFormLayout &form, const QString &label, const QString &name);

    QLineEdit *m_api;
    QLineEdit *m_authorize = nullptr;
    QLineEdit *m_token = nullptr;
    QLineEdit *m_revoke = nullptr;
};

} // namespace postreel
