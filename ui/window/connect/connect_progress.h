// How far a person came with "Connect X": kept in the profile's settings, so that it goes on there.
// Invariant: holds no secret, no token and no code; what cannot be used reads as the usual.
#pragma once

#include "ui/window/connect/sign_in_text.h"

class QSettings;

namespace postreel {

struct ConnectProgress
{
    ConnectStep step = ConnectStep::Costs; // Costs, Register or Keys: all others start over
    QString clientId;
    quint16 port = usualCallbackPort;
    QUrl apiBase;             // empty: X's own
    OAuthEndpoints endpoints; // each empty: the usual one of that API
    bool keep = true;

    friend bool operator==(const ConnectProgress &, const ConnectProgress &) = default;
};

// X's own API.
QUrl usualApiBase();

inline constexpr quint16 leastCallbackPort = 1024;

ConnectProgress readProgress(const QSettings &settings);
void writeProgress(QSettings &settings, const ConnectProgress &progress);

// An address that a token may be sent to: https anywhere, or http on this computer alone; no user name, no fragment.
// Nothing: `text` is none. An endpoint may have a query.
std::optional<QUrl> addressOf(const QString &text, bool mayHaveQuery);

} // namespace postreel
