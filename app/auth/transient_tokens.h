// Whose the tokens are that are brought for one run: X is asked for the user of each, once, before anything else is sent
// with it; the answer is kept under a digest of the token, so that the next run with it need not ask.
// Invariant: a token is lent to the account of its user alone, or, where X does not say who that is, to one that no other
// token has ("HOST/run-DIGEST"); the token itself is written nowhere.
#pragma once

#include "app/auth/sessions.h"
#include "app/store/settings.h"
#include "app/x/post_calls.h"

#include <map>

namespace postreel {

class TransientTokens final : public QObject
{
    Q_OBJECT
public:
    // Makes the user's account known, and theirs what was recorded for `own`, the account of the token while its user was
    // not known. False: it could not be recorded, and is tried again. `me` has the id alone where X was not asked.
    using Adopt = std::function<bool(const QString &own, const QUrl &apiBase, const Me &me)>;
    // Makes the token's own account known. `used`: X does not say whose it is, so from here on it is sent for that account.
    using Alone = std::function<void(const QString &own, const QUrl &apiBase, bool used)>;

    TransientTokens(Transport &transport, Sessions &sessions, Settings &settings, Adopt adopt, Alone alone,
              QObject *parent = nullptr);
    ~TransientTokens() override;

    // Answers the key of the account to record for, once the user is known or cannot be had for the moment: X is out of
    // reach, in trouble, or silent for a few seconds; does not say it at all. `apiBase` isFitForSecrets().
    // `asUserOnly`: what is recorded has to be known again as its user's (it has a key of --once), so an X in trouble is
    // waited for: nothing leaves with the token before X says whose it is, or that it will not say so.
    using Found = std::function<void(const QString &account)>;
    void use(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, Found found);
    // X is in reach again: whoever waits for that is asked about now.
    void askAgain();
    // Whether it is that of a token whose user X did not say: nobody can sign in as it.
    static bool isOfToken(const QString &account);
    // Whether that token was brought in this run, though it may not be used yet.
    bool has(const QString &account) const { return m_entries.contains(account); }
    // The account of a token of this run at the API of another account; empty: none was brought, or it is that one.
    QString otherThan(const QString &account) const;

private:
    struct TokenEntry;
    void known(TokenEntry &entry, const Me &me);
    void ask(TokenEntry &entry);
    void answered(const QString &own, const Result<Me> &me);
    void classify(TokenEntry &entry, const Error &error);
    void askLater(TokenEntry &entry, qint64 ms);
    void standAlone(TokenEntry &entry);
    void holdBack(TokenEntry &entry, const Error &error);
    void resumeWith(TokenEntry &entry);
    TokenEntry &entryFor(const QUrl &apiBase, const QByteArray &token, bool &isNew);
    void endAsking(TokenEntry &entry);
    void answer(TokenEntry &entry);

    Transport &m_transport;
    Sessions &m_sessions;
    Settings &m_settings;
    const Adopt m_adopt;
    const Alone m_alone;
    std::map<QString, std::unique_ptr<TokenEntry>> m_entries; // by the token's own account
    QHash<QString, QString> m_last; // by host: the account of the token that was brought last
};

} // namespace postreel
