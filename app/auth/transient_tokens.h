// Finds the users of the tokens that are passed in for one run: X is asked once for the user of each, before anything else is
// sent with it; the answer is stored under a digest of the token, so that the next run with it need not ask.
// Invariant: a token is used for the account of its user alone, or, if X does not say who that is, for a placeholder account
// that no other token has ("HOST/run-DIGEST"); the token itself is never stored.
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
    // Makes the user's account known and assigns to it what was recorded for `own`, the placeholder account of the token.
    // Returns false if that could not be recorded; it is tried again. `me` has only the id if X was not asked.
    using Adopt = std::function<bool(const QString &own, const QUrl &apiBase, const Me &me)>;
    // Makes the placeholder account known. `used`: X does not say who the user is, so from here on the token is used for it.
    using Alone = std::function<void(const QString &own, const QUrl &apiBase, bool used)>;

    TransientTokens(Transport &transport, Sessions &sessions, Settings &settings, Adopt adopt, Alone alone,
                    QObject *parent = nullptr);
    ~TransientTokens() override;

    // Calls `found` with the account to record for, once the user is known, or cannot be known for now: X cannot be reached, is
    // in trouble, is silent for 5 s, or does not say. May call it at once. `apiBase` has to be isFitForSecrets(). `asUserOnly`:
    // what is recorded has to be recognised later as the user's (it has a --once key), so nothing is sent with the token before
    // X says who the user is, or that it will not say so.
    using Found = std::function<void(const QString &account)>;
    void use(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, Found found);
    // X can be reached again: asks now for the users that are still unknown.
    void askAgain();
    // Whether it is the placeholder account of a token whose user X did not say; nobody can sign in as it.
    static bool isPlaceholder(const QString &account);
    // Whether it is the placeholder account of a token of this run, even if that may not be used yet.
    bool has(const QString &account) const { return m_entries.contains(account); }
    // The account of the last token that was passed in for the same host; empty: there is none, or it is `account`.
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
    std::map<QString, std::unique_ptr<TokenEntry>> m_entries; // by placeholder account
    QHash<QString, QString> m_last; // by host: the account of the token that was passed in last
};

} // namespace postreel
