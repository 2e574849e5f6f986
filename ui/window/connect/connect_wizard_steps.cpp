// The initial and the saved state of "Connect X", and the order of its steps.
#include "ui/window/connect/connect_wizard.h"

#include "ui/window/connect/connect_browser_page.h"
#include "ui/window/connect/connect_end_page.h"
#include "ui/window/connect/connect_intro_pages.h"
#include "ui/window/connect/connect_keys_pages.h"
#include "ui/window/connect/connect_progress.h"
#include "ui/window/connect/server_fields.h"

namespace postreel {

// Restores the saved progress; for an account that signs in again, the data that it signed in with.
void ConnectWizard::fill()
{
    ConnectProgress progress = m_settings ? readProgress(*m_settings) : ConnectProgress{};
    if (!m_again.key.isEmpty()) {
        const QString who = shownAccount(m_again);
        //: %1 is a handle such as @name
        setWindowTitle(tr("Sign in again as %1").arg(who));
        //: %1 is a handle such as @name
        const QString aim = tr("This signs you in as %1 again: choose that account in the browser.").arg(who);
        m_keys->setReason(aim);
        m_browser->setAim(aim);
        progress.step = m_again.clientId.isEmpty() ? ConnectStep::Token : ConnectStep::Keys;
        if (!m_again.clientId.isEmpty())
            progress.clientId = m_again.clientId;
        if (m_again.apiBase != progress.apiBase && !m_again.apiBase.isEmpty()) {
            progress.apiBase = m_again.apiBase;
            progress.endpoints = {}; // they belong to another server
        }
        m_beforeToken = ConnectStep::Keys;
    }
    m_register->setPort(progress.port);
    m_keys->setClientId(progress.clientId);
    m_keys->setKeep(progress.keep);
    m_token->setKeep(progress.keep);
    m_keys->server().setApiBase(progress.apiBase);
    m_keys->server().setEndpoints(progress.endpoints);
    m_token->server().setApiBase(progress.apiBase);
    if (!m_keys->server().isEmpty())
        m_keys->openServer();
    go(progress.step);
}

// Saves neither the secret nor the token, and a client id only if it is valid.
void ConnectWizard::remember()
{
    if (!m_settings)
        return;
    ConnectProgress progress = readProgress(*m_settings);
    progress.port = m_register->port();
    // Signing in again must not overwrite the saved progress of connecting another account.
    if (m_again.key.isEmpty()) {
        if (m_step == ConnectStep::Costs || m_step == ConnectStep::Register || m_step == ConnectStep::Keys)
            progress.step = m_step;
        if (m_keys->trouble().isEmpty()) {
            progress.clientId = m_keys->app().clientId;
            progress.apiBase = m_keys->server().isEmpty() ? QUrl() : m_keys->server().apiBase();
            progress.endpoints = m_keys->server().endpoints();
            progress.keep = m_keys->keep();
        }
    }
    writeProgress(*m_settings, progress);
}

ConnectStep ConnectWizard::before(ConnectStep step) const
{
    switch (step) {
    case ConnectStep::Costs:
    case ConnectStep::Register:
        return ConnectStep::Costs;
    case ConnectStep::Keys:
        return ConnectStep::Register;
    case ConnectStep::Browser:
    case ConnectStep::End:
        return ConnectStep::Keys;
    case ConnectStep::Token:
        return m_beforeToken;
    }
    return ConnectStep::Costs;
}

QString ConnectWizard::nextText() const
{
    switch (m_step) {
    case ConnectStep::Keys:
        return tr("&Open the browser");
    case ConnectStep::Browser:
        return {};
    case ConnectStep::Token:
        return tr("Si&gn in");
    case ConnectStep::End:
        return m_end->words().button;
    case ConnectStep::Costs:
    case ConnectStep::Register:
        break;
    }
    return tr("&Next");
}

ConnectPage *ConnectWizard::pageOf(ConnectStep step) const
{
    switch (step) {
    case ConnectStep::Costs:
        return m_costs;
    case ConnectStep::Register:
        return m_register;
    case ConnectStep::Keys:
        return m_keys;
    case ConnectStep::Browser:
        return m_browser;
    case ConnectStep::Token:
        return m_token;
    case ConnectStep::End:
        return m_end;
    }
    return m_costs;
}

} // namespace postreel
