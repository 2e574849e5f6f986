// Writes the lines of --events: one JSON object per line, `t` and `event` first.
// Invariant: the first line is `hello`, the last `summary`; nothing is written before or after them.
#pragma once

#include "app/engine/views.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace postreel {

// State of the Posts of a call at its end; `exit` is its exit code.
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
    static constexpr int version = 1; // of the event format; `v` in hello

    // An empty sink disables all output.
    explicit EventWriter(Sink sink);

    void hello();
    // Instead of hello(), where it was written already: the events of another process were passed on so far.
    void resume();
    // Writes an event between hello() and summary(). `message` becomes a field of that name unless empty;
    // `needs` and `failed` have one.
    void write(const EngineEvent &event, const QString &message = {});
    void write(const QString &name, const QJsonObject &fields);
    void summary(const RunSummary &tally);

private:
    void line(const QString &name, const QJsonObject &fields);

    Sink m_sink;
    bool m_open = false;
};

} // namespace postreel
