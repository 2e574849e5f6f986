#include "ui/window/connect/connect_keys_pages.h"

#include "ui/window/connect/server_fields.h"
#include "ui/window/parts/disclosure.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

namespace postreel {

namespace {

// The characters of a client id, a secret and a token (RFC 6749, appendix A).
bool isVisibleAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

// Shows dots; input methods must not suggest, learn or complete the text.
void makeSecret(QLineEdit &field)
{
    field.setEchoMode(QLineEdit::Password);
    field.setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                              Qt::ImhNoAutoUppercase);
    field.setLayoutDirection(Qt::LeftToRight);
}

} // namespace

KeysPage::KeysPage(QWidget *parent)
    : ConnectPage(tr("Your app's keys"), parent), m_reason(nullptr), m_client(new QLineEdit(this)),
      m_secret(new QLineEdit(this)), m_keep(new QCheckBox(tr("&Stay signed in (kept in the keychain)"), this)),
      m_server(new ServerFields(true, this))
{
    m_keep->setAccessibleName(tr("Stay signed in"));
    m_keep->setChecked(true);
    m_client->setLayoutDirection(Qt::LeftToRight);
    makeSecret(*m_secret);
    m_secret->setPlaceholderText(tr("empty for a “Native App”"));
    layOut();
    connect(m_client, &QLineEdit::textChanged, this, &KeysPage::changed);
    connect(m_secret, &QLineEdit::textChanged, this, &KeysPage::changed);
    connect(m_server, &ServerFields::changed, this, &KeysPage::changed);
}

void KeysPage::layOut()
{
    m_reason = say();
    m_reason->hide();
    say(tr("The developer portal shows these keys when you save the settings, and later under “Keys and tokens”, "
           "“OAuth 2.0”. The API key there is something else."));
    QFormLayout *form = makeForm();
    addRow(*form, tr("Client &ID:"), tr("Client ID"), m_client);
    addRow(*form, tr("Client s&ecret:"), tr("Client secret"), m_secret);
    column()->addLayout(form);
    column()->addWidget(m_keep);
    m_other = new Disclosure(tr("Another ser&ver"), m_server, this);
    column()->addWidget(m_other, 0, Qt::AlignLeading);
    column()->addWidget(m_server);
    connect(addTokenButton(), &QPushButton::clicked, this, &KeysPage::tokenRequested);
    column()->addStretch(1);
}

QString KeysPage::trouble() const
{
    const QString client = m_client->text().trimmed();
    if (client.isEmpty())
        return tr("Enter the client ID: without it, X does not know which app is asking.");
    if (!isVisibleAscii(client))
        return tr("A client ID has only plain letters, digits and symbols, and no spaces: copy it from the developer "
                  "portal again.");
    if (!isVisibleAscii(m_secret->text().trimmed().remove(u' '))) // a secret may contain spaces
        return tr("A client secret has only plain letters, digits and symbols: copy it from the developer portal "
                  "again, or leave it empty.");
    return m_server->trouble();
}

QWidget *KeysPage::first() const
{
    return m_client;
}

OAuthApp KeysPage::app() const
{
    return {.clientId = m_client->text().trimmed(), .secret = m_secret->text().trimmed().toUtf8()};
}

void KeysPage::setClientId(const QString &clientId)
{
    m_client->setText(clientId);
    m_client->setCursorPosition(0);
}

void KeysPage::openServer()
{
    m_other->setOpen(true);
}

bool KeysPage::keep() const
{
    return m_keep->isChecked();
}

void KeysPage::setKeep(bool keep)
{
    m_keep->setChecked(keep);
}

void KeysPage::setReason(const QString &reason)
{
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

TokenPage::TokenPage(QWidget *parent)
    : ConnectPage(tr("With an access token"), parent), m_token(new QLineEdit(this)),
      m_keep(new QCheckBox(tr("&Stay signed in (kept in the keychain)"), this)),
      m_server(new ServerFields(false, this)), m_waiting(nullptr)
{
    say(tr("If you have a user's access token from elsewhere, with the permissions tweet.read, tweet.write, "
           "users.read and media.write, paste it here. Postreel cannot renew it: when it expires (X's do after two "
           "hours), you need another one."));
    makeSecret(*m_token);
    QFormLayout *form = makeForm();
    addRow(*form, tr("Access &token:"), tr("Access token"), m_token);
    column()->addLayout(form);
    m_keep->setAccessibleName(tr("Stay signed in"));
    m_keep->setChecked(true);
    column()->addWidget(m_keep);
    column()->addWidget(new Disclosure(tr("Another ser&ver"), m_server, this), 0, Qt::AlignLeading);
    column()->addWidget(m_server);
    m_waiting = say(tr("Asking X whose token this is…"));
    m_waiting->hide();
    column()->addStretch(1);
    connect(m_token, &QLineEdit::textChanged, this, &TokenPage::changed);
    connect(m_server, &ServerFields::changed, this, &TokenPage::changed);
}

QString TokenPage::trouble() const
{
    const QString token = m_token->text().trimmed();
    if (token.isEmpty())
        return tr("Paste the access token first.");
    if (!isVisibleAscii(token))
        return tr("An access token has only plain letters, digits and symbols, and no spaces: copy it again, without "
                  "the word “Bearer”.");
    return m_server->trouble();
}

QWidget *TokenPage::first() const
{
    return m_token;
}

QByteArray TokenPage::takeToken()
{
    if (const QByteArray token = m_token->text().trimmed().toLatin1(); !token.isEmpty()) {
        forget();
        m_held = token;
        m_known = KnownSecret(token);
    }
    m_token->clear();
    return m_held;
}

void TokenPage::forget()
{
    m_held.fill('\0');
    m_held.clear();
    m_known = {};
}

bool TokenPage::keep() const
{
    return m_keep->isChecked();
}

void TokenPage::setKeep(bool keep)
{
    m_keep->setChecked(keep);
}

void TokenPage::setWaiting(bool waiting)
{
    m_isWaiting = waiting;
    m_waiting->setVisible(waiting);
    m_token->setEnabled(!waiting);
    Q_EMIT changed();
}

} // namespace postreel
