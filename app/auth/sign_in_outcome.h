// What a person asks for who signs in, and what comes of it.
// Invariant: plain values; an outcome holds no token, code or secret.
#pragma once

#include "app/auth/authorization_response.h"
#include "app/auth/token_store.h"
#include "app/base/error.h"
#include "app/store/records.h"

#include <QMetaType>
#include <QUrl>

namespace postreel {

inline constexpr quint16 usualCallbackPort = 8737;
// What is registered with X as the app's callback: "http://127.0.0.1:PORT/callback".
QUrl usualCallback(quint16 port = usualCallbackPort);

enum class SignInEnd {
    SignedIn,
    Denied,       // the person did not allow it
    ErrorFromX,   // the authorize page said why not: `error.detail`
    TimedOut,     // nobody came back
    CodeRefused,  // the code was used before, or is older than X takes (30 s)
    AppRefused,   // X does not know the client id, or not with this secret
    ScopeMissing, // X gave less than is needed: `missing`
    NoUser,       // signed in, but X does not say as whom: `error`
    Failed,       // anything on the way, such as an X that is out of reach: `error`
};
QString nameOf(SignInEnd end);

struct SignInOutcome
{
    SignInEnd end = SignInEnd::Failed;
    AccountRecord account;                     // of SignedIn
    StoreOutcome kept = StoreOutcome::Stored;  // of SignedIn: else it lasts for this run alone, and this is why
    QStringList missing;                       // scopes
    Error error;
    // How far this computer's clock is ahead of the server's, where that told the time; certificates and tokens need a
    // right one.
    qint64 clockAheadMs = 0;
};

struct SignInRequest
{
    QUrl apiBase;
    OAuthEndpoints endpoints; // one that is empty: the usual one of the API base
    OAuthApp app;
    QUrl callback = usualCallback();
    bool keep = true; // in the keychain; false: for this run alone
};

struct SignInStarted
{
    QUrl authorize;         // to be opened in a browser, on this device or another
    bool portTaken = false; // no browser can come back by itself: the answer has to be pasted
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::SignInOutcome)
