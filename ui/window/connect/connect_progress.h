// How far the user got in "Connect X"; stored in the profile's settings, to continue there.
// Invariant: contains no secret, no token and no code; unusable values are read as the defaults.
#pragma once

#include "ui/window/connect/sign_in_text.h"

class QSettings;

namespace postreel {

struct ConnectProgress
{
    ConnectStep step = ConnectStep::Costs; // Costs, Register or Keys; other steps are not stored
    QString clientId;
    quint16 port = usualCallbackPort;
    QUrl apiBase;             // empty: X's own
    OAuthEndpoints endpoints; // each empty: the default of that API
    bool keep = true;

    friend bool operator==(const ConnectProgress &, const ConnectProgress &) = default;
};

QUrl defaultApiBase();

inline constexpr quint16 leastCallbackPort = 1024;

ConnectProgress readProgress(const QSettings &settings);
void writeProgress(QSettings &settings, const ConnectProgress &progress);

// Parses an address that a token may be sent to: https to any host, or http to this computer only; no user name, no
// fragment. Nothing: `text` is not such an address. An endpoint may have a query.
std::optional<QUrl> addressOf(const QString &text, bool mayHaveQuery);

} // namespace postreel
