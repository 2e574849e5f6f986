// What a person said of a Post while it could not be recorded: it is done as soon as the disk takes it, before all else.
#include "app/post/publisher.h"

#include <type_traits>

namespace postreel {

bool Publisher::isWordOfPerson(const PostEvent &event)
{
    using namespace post_event;
    return std::visit(
        [](const auto &said) {
            using Said = std::decay_t<decltype(said)>;
            return std::is_same_v<Said, Submit> || std::is_same_v<Said, Edit> || std::is_same_v<Said, Pause> ||
                   std::is_same_v<Said, Resume> || std::is_same_v<Said, Cancel> || std::is_same_v<Said, Retry> ||
                   std::is_same_v<Said, Decided>;
        },
        event);
}

// False: it cannot be recorded yet, or the Post has moved on by it.
bool Publisher::heedUnrecorded()
{
    const PostState before = m_record.state;
    const Clock &clock = m_services.clock;
    for (const PostEvent &event : std::exchange(m_unrecorded, {})) {
        const Now now{clock.wallMs(), clock.serverMs(), clock.serverIsKnown(), sinceSentMs()};
        if (!m_unrecorded.isEmpty()) // in the order in which it was said
            m_unrecorded.append(event);
        else if (step(m_record, event, now)) // else it was said twice
            handle(event);
    }
    if (!m_unrecorded.isEmpty())
        return false;
    m_stuck = m_stuck && m_record.state == before; // what it moved to has begun as it should
    return m_record.state == before;
}

void Publisher::goOnAfterTrouble()
{
    if (!m_stuck)
        return;
    ++m_step; // an answer to a request of before may be lost; Restored looks for what it made
    m_timer.stop();
    m_toAttach.clear();
    if (!heedUnrecorded())
        return;
    m_stuck = false;
    handle(post_event::Restored{});
}

} // namespace postreel
