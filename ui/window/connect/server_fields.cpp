#include "ui/window/connect/server_fields.h"

#include "ui/window/connect/connect_page.h"
#include "ui/window/connect/connect_progress.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace postreel {

namespace {

QUrl urlIn(const QLineEdit *field, bool mayHaveQuery)
{
    return field ? addressOf(field->text(), mayHaveQuery).value_or(QUrl()) : QUrl();
}

bool isBlank(const QLineEdit *field)
{
    return !field || field->text().trimmed().isEmpty();
}

} // namespace

ServerFields::ServerFields(bool signIn, QWidget *parent) : QWidget(parent), m_api(nullptr)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(paragraph(tr("For a server that speaks X's API, such as a test server. Leave a field empty to "
                                   "use the usual address."),
                                this));
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_api = addField(*form, tr("A&PI:"), tr("Address of the API"));
    m_api->setPlaceholderText(defaultApiBase().toString());
    if (signIn) {
        m_authorize = addField(*form, tr("A&uthorize page:"), tr("Address of the authorize page"));
        m_token = addField(*form, tr("&Tokens:"), tr("Address for tokens"));
        m_revoke = addField(*form, tr("Si&gning out:"), tr("Address for signing out"));
    }
    column->addLayout(form);
}

QLineEdit *ServerFields::addField(QFormLayout &form, const QString &label, const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setLayoutDirection(Qt::LeftToRight); // an address is left to right in every language
    field->setAccessibleName(name);
    //: In a field for an address that may stay empty
    field->setPlaceholderText(tr("the usual one"));
    auto *words = new QLabel(label, this);
    words->setBuddy(field);
    form.addRow(words, field);
    connect(field, &QLineEdit::textChanged, this, &ServerFields::changed);
    return field;
}

bool ServerFields::isEmpty() const
{
    return isBlank(m_api) && isBlank(m_authorize) && isBlank(m_token) && isBlank(m_revoke);
}

QString ServerFields::trouble() const
{
    const auto wrong = [](const QLineEdit *field, bool mayHaveQuery) {
        return !isBlank(field) && !addressOf(field->text(), mayHaveQuery);
    };
    for (const QLineEdit *field : {m_api, m_authorize, m_token, m_revoke})
        if (wrong(field, field != m_api))
            //: %1 is the name of a field, such as "Address of the API"
            return tr("%1: this must begin with https://, or with http:// only on this computer (127.0.0.1), and must "
                      "not contain a user name.")
                .arg(field->accessibleName());
    return {};
}

QUrl ServerFields::apiBase() const
{
    return isBlank(m_api) ? defaultApiBase() : urlIn(m_api, false);
}

OAuthEndpoints ServerFields::endpoints() const
{
    return {.authorize = urlIn(m_authorize, true), .token = urlIn(m_token, true), .revoke = urlIn(m_revoke, true)};
}

void ServerFields::setApiBase(const QUrl &apiBase)
{
    m_api->setText(apiBase == defaultApiBase() ? QString() : apiBase.toString());
}

void ServerFields::setEndpoints(const OAuthEndpoints &endpoints)
{
    m_authorize->setText(endpoints.authorize.toString());
    m_token->setText(endpoints.token.toString());
    m_revoke->setText(endpoints.revoke.toString());
}

} // namespace postreel
