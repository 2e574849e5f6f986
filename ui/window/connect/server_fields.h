// Addresses of a server other than X's own: of the API, and of signing in there. All may be empty.
// Invariant: returns only addresses that a token may be sent to; an empty field means the default.
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
    // `signIn`: includes the three addresses for signing in.
    ServerFields(bool signIn, QWidget *parent);

    bool isEmpty() const;
    // What is wrong, as one sentence; empty: nothing.
    QString trouble() const;
    QUrl apiBase() const; // X's own if the field is empty
    OAuthEndpoints endpoints() const;
    void setApiBase(const QUrl &apiBase);
    // Only with `signIn`.
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
