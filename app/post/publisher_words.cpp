// What a person said of a Post while it could not be recorded: it is done as soon as the disk takes it, before all else.
#include "app/post/publisher.h"

namespace postreel {

bool Publisher::isUserCommand(const PostEvent &said)
{
    using namespace post_event;
    return std::holds_alternative<Submit>(said) || std::holds_alternative<Edit>(said) || std::holds_alternative<Pause>(said) ||
           std::holds_alternative<Resume>(said) || std::holds_alternative<Cancel>(said) || std::holds_alternative<Retry>(said) ||
           std::holds_alternative<Decided>(said);
}

// False: it cannot be recorded yet, or the Post has moved on by it.
bool Publisher::onUnrecorded()
{
    const PostState before = m_record.state;
    const Clock &clock = m_services.clock;
    for (const PostEvent &event : std::exchange(m_unsavedEvents, {})) {
        const Now now{clock.wallMs(), clock.serverMs(), clock.serverIsKnown(), sinceSentMs()};
        if (!m_unsavedEvents.isEmpty()) // in the order in which it was said
            m_unsavedEvents.append(event);
        else if (step(m_record, event, now)) // else it was said twice
            handle(event);
    }
    if (!m_unsavedEvents.isEmpty())
        return false;
    m_stuck = m_stuck && m_record.state == before; // what it moved to has begun as it should
    return m_record.state == before;
}

void Publisher::resumeAfterDiskError()
{
    if (!m_stuck)
        return;
    ++m_step; // an answer to a request of before may be lost; Restored looks for what it made
    m_timer.stop();
    m_toAttach.clear();
    if (!onUnrecorded())
        return;
    m_stuck = false;
    handle(post_event::Restored{});
}

} // namespace postreel
