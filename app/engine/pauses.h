// Whether a person holds everything, and which Posts they let go on alone meanwhile.
#pragma once

#include "app/store/settings.h"

#include <QSet>

namespace postreel {

class Pauses
{
public:
    // `settings` outlives it.
    explicit Pauses(Settings &settings) : m_settings(settings) {}

    // Takes up what is kept, once the profile is open; a word that was said before counts as well.
    void open()
    {
        m_isOpen = true;
        m_all = m_all || m_settings.pausedAll();
    }
    // "Pause all": kept until the next word.
    void setAll(bool paused)
    {
        m_all = paused;
        m_resumedAlone.clear();
        if (m_isOpen)
            m_settings.setPausedAll(paused);
    }
    bool all() const { return m_all; }

    void onPaused(const QString &postId) { m_resumedAlone.remove(postId); }
    void onResumed(const QString &postId)
    {
        if (m_all)
            m_resumedAlone.insert(postId);
    }
    // "Pause all" holds the Post.
    bool hold(const QString &postId) const { return m_all && !m_resumedAlone.contains(postId); }

private:
    Settings &m_settings;
    bool m_isOpen = false;
    bool m_all = false;
    QSet<QString> m_resumedAlone;
};

} // namespace postreel
