// Has ffprobe look at received files, two at a time, without ever making the event loop wait.
// Invariant: looked() comes exactly once for each look(), from the event loop, unless the object is deleted
// before.
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
    // What takes longer than `limitMs` stays unknown.
    explicit ContentProbe(int limitMs, QObject *parent = nullptr);

    // ffprobe was on PATH when this was made; without it every look is unknown.
    bool installed() const { return !m_program.isEmpty(); }
    // `file` is absolute. Counting frames reads all of it.
    void look(const QString &id, const QString &file, bool countFrames);

Q_SIGNALS:
    void looked(const QString &id, const postreel::sandbox::ContentLook &look);

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
