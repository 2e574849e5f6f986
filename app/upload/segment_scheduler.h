// Decides which upload sends the next segment: first "Send first" by the user, then submitted Posts, then the order
// of the queue, then the fewest bytes left. The first upload leaves one slot to those behind it.
// Invariant: a segment starts only while fewer are in flight than the pacing of its link allows, and fewer than six
// in all.
#pragma once

#include "app/store/settings.h"
#include "app/upload/pacing.h"

#include <QObject>
#include <QVector>
#include <map>

namespace postreel {

// Priority of an upload that has a segment to send.
struct SendPriority
{
    qint64 sendFirstAtMs = 0; // when the user put it first; 0: never
    bool submitted = false;   // its Post is submitted
    qint64 queuedAtMs = 0;    // position of its Post in the queue
    qint64 bytesLeft = 0;
    int inFlight = 0;
    int parallel = 1; // allowed on its link; set by the scheduler
};

// Whether `a` goes before `b`.
bool isBefore(const SendPriority &a, const SendPriority &b);
// The index of the upload that sends next; -1: `claims` is empty.
int nextInOrder(const QVector<SendPriority> &claims);

// An upload that sends segments.
class SegmentSource
{
public:
    virtual ~SegmentSource() = default;
    virtual QString link() const = 0;          // its API base
    virtual bool hasNext() = 0;                // whether a segment may be sent now
    virtual SendPriority claim() const = 0;       // without `parallel`
    virtual void sendNext() = 0;               // after hasNext(); takes a slot, or hasNext() is false from then on
};

class SegmentScheduler final : public QObject
{
    Q_OBJECT
public:
    explicit SegmentScheduler(Settings &settings, QObject *parent = nullptr) : QObject(parent), m_settings(settings) {}

    // Registers an upload that may send. Call it again whenever it may have a new segment to send. Does not take
    // ownership.
    void join(SegmentSource *source);
    void leave(SegmentSource *source);

    void acquireSlot(const QString &link);
    void releaseSlot(const QString &link);
    int inFlight(const QString &link) const { return m_taken.value(link); }

    // Unacknowledged bytes of all registered uploads on this link.
    qint64 bytesLeft(const QString &link) const;

    Pacing &pacing(const QString &link);
    // Stores the pacing of a link for the next start.
    void remember(const QString &link);

private:
    void serveSoon();
    void serve();
    bool serveOne();

    Settings &m_settings;
    QVector<SegmentSource *> m_sources;
    QHash<QString, int> m_taken;
    std::map<QString, Pacing> m_paces;
    int m_all = 0;
    bool m_asked = false; // serve() is queued
};

} // namespace postreel
