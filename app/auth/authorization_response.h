// The response of the authorize page: read from the callback's URL, or from what the user pasted.
// Invariant: pure; nothing is accepted without the `state` of this very attempt, except a code alone that the user pasted: that
// one is proved by the attempt's code verifier, which nobody else has.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace postreel {

enum class CallbackEnd {
    Code,       // consent was given
    Denied,     // consent was refused
    WrongState, // of another attempt or of somebody else; this attempt goes on
    ErrorFromX, // the authorize page reports an error
    PortTaken,  // another program listens on the port, so no response could come
    TimedOut,   // no response came
};
QString nameOf(CallbackEnd end);

struct AuthorizationResponse
{
    CallbackEnd end = CallbackEnd::TimedOut;
    QByteArray code; // of Code
    QString detail;    // of ErrorFromX: the server's words, cleaned
};

// `query`: what follows the '?'. nullopt: not a response of an authorize page.
std::optional<AuthorizationResponse> readCallback(const QByteArray &query, const QByteArray &state);

// `text`: the URL that the browser ended at, its query, or the code alone. nullopt: none of these.
std::optional<AuthorizationResponse> readPasted(const QString &text, const QByteArray &state);

} // namespace postreel
