// The Posts of a call that turn out to be ones that were there before.
#include "ui/cli/run.h"

namespace postreel {

// A Post of ours turned out to be one that its user has already.
void Run::takeInPlace(const QString &id, const QString &inItsPlace)
{
    if (m_over || m_posts.removeAll(id) == 0 || m_posts.contains(inItsPlace))
        return;
    takeAsOurs(inItsPlace);
    if (!m_recording)
        settle();
}

} // namespace postreel
