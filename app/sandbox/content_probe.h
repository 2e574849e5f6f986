// Runs ffprobe on received files, at most two at a time, without blocking the event loop.
// Invariant: looked() is emitted exactly once for each look(), from the event loop, unless the object is
// deleted first.
#pragma once

#include "app/sandbox/content_facts.h"

#include <QObject>
#include <QString>
#include <deque>

namespace postreel::sandbox {

class ContentProbe : public QObject
{
    Q_OBJECT
public:
    // A run that takes longer than `limitMs` is killed, and its outcome is Unknown.
    explicit ContentProbe(int limitMs, QObject *parent = nullptr);

    // Whether ffprobe was on PATH when this object was created; without it every outcome is Unknown.
    bool installed() const { return !m_program.isEmpty(); }
    // `file` is an absolute path. Counting frames reads the whole file.
    void look(const QString &id, const QString &file, bool countFrames);

Q_SIGNALS:
    void looked(const QString &id, const postreel::sandbox::ProbeResult &look);

private:
    void startNext();

    struct Order
    {
        QString id;
        QString file;
        bool countFrames = false;
    };
    QString m_program;
    int m_limitMs;
    int m_running = 0;
    std::deque<Order> m_orders;
};

} // namespace postreel::sandbox
