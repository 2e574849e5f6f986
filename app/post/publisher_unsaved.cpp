// User commands for a Post that could not be saved: carried out before anything else once the disk can be written.
#include "app/post/publisher.h"

namespace postreel {

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
