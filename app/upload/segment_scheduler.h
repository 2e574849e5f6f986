// Whose segment leaves next, over all uploads: "Send first" by hand, then what is submitted, then the order of the
// queue, then what is nearest to done. The first one leaves a little room for those behind it.
// Invariant: no more segments are on their way than the pace of their link allows, and never more than six.
#pragma once

#include "app/store/settings.h"
#include "app/upload/pacing.h"

#include <QObject>
#include <QVector>
#include <map>

namespace postreel {

// What an upload with a segment to send has to say for itself.
struct SendPriority
{
    qint64 sendFirstAtMs = 0; // when a person put it first; 0: never
    bool submitted = false;   // its Post is
    qint64 queuedAtMs = 0;    // its Post's place in the queue
    qint64 bytesLeft = 0;
    int inFlight = 0;
    int parallel = 1; // of its link
};

// Whether `a` comes before `b`.
bool isBefore(const SendPriority &a, const SendPriority &b);
// The index of the one to serve; -1: there is none.
int nextInOrder(const QVector<SendPriority> &claims);

// One upload that sends.
class SegmentSource
{
public:
    virtual ~SegmentSource() = default;
    virtual QString link() const = 0;          // its API base
    virtual bool hasNext() = 0;                // a segment that may leave now
    virtual SendPriority claim() const = 0;       // without `parallel`
    virtual void sendNext() = 0;               // after hasNext(); takes a place, or does not have a next any more
};

class SegmentScheduler final : public QObject
{
    Q_OBJECT
public:
    explicit SegmentScheduler(Settings &settings, QObject *parent = nullptr) : QObject(parent), m_settings(settings) {}

    // While it may send. To be called again whenever it may have a segment that it had not.
    void join(SegmentSource *source);
    void leave(SegmentSource *source);

    void acquireSlot(const QString &link);
    void releaseSlot(const QString &link);
    int inFlight(const QString &link) const { return m_taken.value(link); }

    // Of all uploads that send over this link now.
    qint64 bytesLeft(const QString &link) const;

    Pacing &pacing(const QString &link);
    // Keeps the pace of a link for the next start.
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
    bool m_asked = false; // serve() is on its way
};

} // namespace postreel
