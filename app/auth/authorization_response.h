// What comes back from the authorize page: read from the callback's URL, or from what a person pasted.
// Invariant: pure; nothing is believed that does not bring back the state of this very try, but for a code alone
// that a person pasted: the verifier of the try, which nobody else has, is what proves that one.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace postreel {

enum class CallbackEnd {
    Code,       // consent was given
    Denied,     // consent was refused
    WrongState, // an answer to another try, or of somebody else; this try goes on
    ErrorFromX, // the authorize page says why not
    PortTaken,  // another program listens there, so that no answer could come
    TimedOut,   // nobody answered
};
QString nameOf(CallbackEnd end);

struct AuthorizationResponse
{
    CallbackEnd end = CallbackEnd::TimedOut;
    QByteArray code; // of Code
    QString detail;    // of ErrorFromX: the server's words, cleaned
};

// `query` is what stands behind the '?'. Nothing: it is no answer of an authorize page.
std::optional<AuthorizationResponse> readCallback(const QByteArray &query, const QByteArray &state);

// The URL that the browser ended at, its query, or the code alone. Nothing: none of these.
std::optional<AuthorizationResponse> readPasted(const QString &text, const QByteArray &state);

} // namespace postreel
