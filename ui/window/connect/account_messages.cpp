#include "ui/window/connect/account_messages.h"

#include "ui/window/connect/sign_in_text.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/stage_icon.h"

namespace postreel {

namespace {

void dismiss(const QPointer<MessageBar> &bar)
{
    if (bar)
        bar->dismiss();
}

// A dismissed bar exists until the event loop deletes it.
bool isGone(const QPointer<MessageBar> &bar)
{
    return !bar || bar->isHidden();
}

} // namespace

AccountMessages::AccountMessages(Engine &engine, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_messages(messages)
{
}

QString AccountMessages::shown(const QString &accountKey) const
{
    for (const AccountView &account : m_engine.accounts().all())
        if (account.key == accountKey)
            return shownAccount(account);
    return shownAccount(AccountView{.key = accountKey});
}

void AccountMessages::refresh()
{
    QSet<QString> there;
    for (const AccountView &account : m_engine.accounts().all()) {
        there.insert(account.key);
        if (!account.signInEnded)
            dismiss(m_ended.take(account.key));
        else if (!m_ended.contains(account.key)) {
            MessageBar *bar = m_messages.addMessage(Severity::Warning, signInAgainText(shownAccount(account)));
            bar->addAction(actionText(PostAction::SignIn), this, [this, key = account.key] { Q_EMIT signInRequested(key); });
            m_ended.insert(account.key, bar);
        }
    }
    for (auto *bars : {&m_ended, &m_keychain}) {
        const QStringList keys = bars->keys();
        for (const QString &key : keys)
            if (!there.contains(key)) // signed out
                dismiss(bars->take(key));
    }
}

void AccountMessages::remind()
{
    m_ended.removeIf([](const auto &entry) { return isGone(entry.value()); });
    refresh();
}

void AccountMessages::showKeychain(const QString &accountKey, StoreOutcome outcome)
{
    forgetKeychain(accountKey);
    if (outcome != StoreOutcome::Stored)
        m_keychain.insert(accountKey, addKeychainBar(accountKey, outcome, false));
}

void AccountMessages::forgetKeychain(const QString &accountKey)
{
    dismiss(m_keychain.take(accountKey));
}

// `asked`: after "Try again", where the same outcome of the keychain raises no event.
MessageBar *AccountMessages::addKeychainBar(const QString &accountKey, StoreOutcome outcome, bool asked)
{
    const QString text = keychainText(shown(accountKey), outcome);
    //: %1 is what the keychain said before
    MessageBar *bar = m_messages.addMessage(Severity::Warning, asked ? tr("The keychain was asked again. Before, it was so: %1")
                                                                 .arg(text)
                                                           : text);
    if (outcome == StoreOutcome::Damaged) {
        bar->addAction(actionText(PostAction::SignIn), this, [this, accountKey] { Q_EMIT signInRequested(accountKey); });
        return bar;
    }
    bar->addAction(tr("Try again"), this, [this, accountKey, outcome] {
        // Queued: the bar of this button is dismissed after this, but its cause lasts until the keychain reports otherwise.
        QMetaObject::invokeMethod(
            this,
            [this, accountKey, outcome] {
                if (m_keychain.contains(accountKey) && isGone(m_keychain.value(accountKey)))
                    m_keychain.insert(accountKey, addKeychainBar(accountKey, outcome, true));
            },
            Qt::QueuedConnection);
        m_engine.accounts().tryKeychainAgain();
    });
    bar->addAction(tr("Keep for this session only"), this, [this, accountKey] {
        m_keychain.remove(accountKey);
        m_engine.accounts().keepForSession(accountKey);
    });
    return bar;
}

} // namespace postreel
