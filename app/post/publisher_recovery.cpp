// Timers of a Post, the times at which it was sent, and how both react to a change of the clock; user commands that could not
// be saved: carried out before anything else once the disk can be written.
#include "app/post/publisher.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 clockSlackMs = 2000;
} // namespace

void Publisher::wake(qint64 atMs)
{
    if (atMs <= 0)
        return;
    Clock &clock = m_services.clock;
    const auto due = [this] { handle(post_event::Due{}); };
    if (waitsForDate(m_record))
        m_timer.callAt(atMs, [&clock] { return clock.wallMs(); }, due);
    else if (m_record.state == PostState::Scheduled) // Undo pause: time for the user to press the button
        m_timer.callAt(clock.monotonicMs() + atMs - clock.wallMs(), [&clock] { return clock.monotonicMs(); }, due);
    else
        m_timer.callAfter(clock, atMs - clock.wallMs(), due);
}

void Publisher::checkClock()
{
    const std::optional<qint64> left = m_timer.leftMs();
    const qint64 now = m_services.clock.wallMs();
    if (left && m_record.untilAtMs > now + *left + clockSlackMs) // the clock was set back: move the recorded end, too
        change([&](Post &record) {
            record.waitSinceAtMs = std::min(record.waitSinceAtMs, now);
            record.untilAtMs = now + *left;
        });
    m_timer.lookNow();
}

// On X's clock; not later than the first request, whose time was recorded with a clock that may be hours off if X's
// time was not known yet.
qint64 Publisher::sentFromMs() const
{
    const PostPart &part = m_record.parts.at(m_record.part);
    const Clock &clock = m_services.clock;
    if (part.sentByXClock || !clock.serverIsKnown())
        return part.sentAtMs;
    return std::min({part.sentAtMs, part.sentAtMs + clock.serverOffsetMs(),
                     clock.serverMs() - (clock.monotonicMs() - m_firstSentMs)});
}

// Time that has certainly passed since the last request; a sleep or a changed clock does not increase it.
qint64 Publisher::sinceSentMs() const
{
    if (m_record.part >= m_record.parts.size())
        return 0;
    const PostPart &part = m_record.parts.at(m_record.part);
    const Clock &clock = m_services.clock;
    const qint64 inThisRun = clock.monotonicMs() - m_lastSentMs;
    const bool byX = part.sentByXClock && clock.serverIsKnown();
    return byX ? std::max(inThisRun, clock.serverMs() - part.lastSentAtMs) : inThisRun;
}

bool Publisher::isUserCommand(const PostEvent &said)
{
    using namespace post_event;
    return std::holds_alternative<Submit>(said) || std::holds_alternative<Edit>(said) || std::holds_alternative<Pause>(said) ||
           std::holds_alternative<Resume>(said) || std::holds_alternative<Cancel>(said) || std::holds_alternative<Retry>(said) ||
           std::holds_alternative<Decided>(said);
}

// Carries out the unsaved user commands. Returns false if they still cannot be saved, or have changed the state.
bool Publisher::onUnrecorded()
{
    const PostState before = m_record.state;
    const Clock &clock = m_services.clock;
    for (const PostEvent &event : std::exchange(m_unsavedEvents, {})) {
        const Now now{clock.wallMs(), clock.serverMs(), clock.serverIsKnown(), sinceSentMs()};
        if (!m_unsavedEvents.isEmpty()) // keeps the order of the commands
            m_unsavedEvents.append(event);
        else if (step(m_record, event, now)) // otherwise a duplicate command
            handle(event);
    }
    if (!m_unsavedEvents.isEmpty())
        return false;
    m_stuck = m_stuck && m_record.state == before; // a new state has already started its commands
    return m_record.state == before;
}

void Publisher::resumeAfterDiskError()
{
    if (!m_stuck)
        return;
    ++m_step; // responses to earlier requests are dropped; Restored finds out what they did
    m_timer.stop();
    m_toAttach.clear();
    if (!onUnrecorded())
        return;
    m_stuck = false;
    handle(post_event::Restored{});
}

} // namespace postreel
