// Event lines of --events as PRODUCT.md has them: one JSON object per line, `t` and `event` first.
// Invariant: the first line is `hello`, the last `summary`; nothing is written before or after them.
#pragma once

#include "app/engine/views.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace postreel {

// How the Posts of a call stand at its end.
struct RunSummary
{
    int posted = 0;
    int failed = 0;
    int waiting = 0;
    int exit = 0;
};

class EventWriter
{
public:
    using Sink = std::function<void(const QByteArray &line)>;
    static constexpr int version = 1; // of the event format; `v` of hello

    // An empty sink: events are not wanted.
    explicit EventWriter(Sink sink);

    void hello();
    // Any event in between; `message` is added for `needs` and `failed`.
    void write(const EngineEvent &event, const QString &message = {});
    void write(const QString &name, const QJsonObject &fields);
    void summary(const RunSummary &tally);

private:
    void line(const QString &name, const QJsonObject &fields);

    Sink m_sink;
    bool m_open = false;
};

} // namespace postreel
