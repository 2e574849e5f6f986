// A port for a server that is opened only later, or again.
// Invariant: none that the system gives to whoever asks for any: another test's server or connection would sit there by then.
#pragma once

#include <QRandomGenerator>
#include <QTcpServer>

namespace postreel::testing {

// Free on `host` now; 0: none was found.
inline quint16 ownPort(const QHostAddress &host = QHostAddress::LocalHost)
{
    constexpr int lowest = 20'000;
    constexpr int below = 32'000; // systems give out what is above
    for (int tries = 0; tries < 100; ++tries) {
        QTcpServer probe;
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(lowest, below));
        if (probe.listen(host, port))
            return port;
    }
    return 0;
}

} // namespace postreel::testing
