// Whether "Pause all" is on, and which Posts the user has resumed individually meanwhile.
#pragma once

#include "app/store/settings.h"

#include <QSet>

namespace postreel {

class Pauses
{
public:
    // `settings` must outlive it.
    explicit Pauses(Settings &settings) : m_settings(settings) {}

    // Loads the stored state once the profile is open; "Pause all" from before that also counts.
    void open()
    {
        m_isOpen = true;
        m_all = m_all || m_settings.pausedAll();
    }
    // "Pause all" and "Resume all".
    void setAll(bool paused)
    {
        m_all = paused;
        m_resumedAlone.clear();
    }
    // Call it after setAll(): stores what is in force until the next call. Errors: Storage.
    Result<Done> save() { return m_isOpen ? m_settings.setPausedAll(m_all) : Result<Done>(Done{}); }
    bool all() const { return m_all; }

    void onPaused(const QString &postId) { m_resumedAlone.remove(postId); }
    void onResumed(const QString &postId)
    {
        if (m_all)
            m_resumedAlone.insert(postId);
    }
    // Whether "Pause all" applies to the Post.
    bool hold(const QString &postId) const { return m_all && !m_resumedAlone.contains(postId); }

private:
    Settings &m_settings;
    bool m_isOpen = false;
    bool m_all = false;
    QSet<QString> m_resumedAlone;
};

} // namespace postreel
