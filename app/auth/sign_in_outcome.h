// What a sign-in is asked for, and how it ended.
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
// The callback that is registered with X for the app: "http://127.0.0.1:PORT/callback".
QUrl usualCallback(quint16 port = usualCallbackPort);

enum class SignInEnd {
    SignedIn,
    Denied,       // the user did not allow it
    ErrorFromX,   // the authorize page reported an error: `error.detail`
    TimedOut,     // no response came
    CodeRefused,  // the code was used before, or is older than X accepts (30 s)
    AppRefused,   // X does not know the client id, or refuses its secret
    ScopeMissing, // X granted less than is needed: `missing`
    NoUser,       // signed in, but X does not say who the user is: `error`
    Failed,       // anything else, such as an X that cannot be reached: `error`
};
QString nameOf(SignInEnd end);

struct SignInOutcome
{
    SignInEnd end = SignInEnd::Failed;
    AccountRecord account;                     // of SignedIn
    StoreOutcome kept = StoreOutcome::Stored;  // of SignedIn: anything but Stored says why it lasts for this run alone
    QStringList missing;                       // scopes
    Error error;
    // How far this computer's clock is ahead of the server's, if that told the time, else 0; certificates and tokens need a
    // correct clock.
    qint64 clockAheadMs = 0;
};

struct SignInRequest
{
    QUrl apiBase;
    OAuthEndpoints endpoints; // an empty one stands for the usual one of the API base
    OAuthApp app;
    QUrl callback = usualCallback();
    bool keep = true; // in the keychain; false: for this run alone
};

struct SignInStarted
{
    QUrl authorize;         // to be opened in a browser, on this device or another
    bool portTaken = false; // no browser can come back by itself: the response has to be pasted
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::SignInOutcome)
