#include "ui/window/compose/undo_countdown.h"

#include "ui/window/parts/message_area.h"

#include <QApplication>
#include <algorithm>

namespace postreel {

namespace {
constexpr int tickMs = 200;
}

UndoCountdown::UndoCountdown(MessageBar &bar, const QStringList &postIds, int seconds, bool mediaReady)
    : QObject(&bar), m_bar(bar), m_posts(postIds),
      m_uploading(mediaReady ? QSet<QString>() : QSet<QString>(postIds.cbegin(), postIds.cend())), m_end(seconds * 1000)
{
    connect(&m_timer, &QTimer::timeout, this, &UndoCountdown::show);
    connect(qApp, &QApplication::focusChanged, this, [this] {
        if (m_ended && !isAttended())
            m_bar.dismiss();
    });
    m_timer.start(tickMs);
    show();
}

void UndoCountdown::show()
{
    if (m_ended)
        return;
    if (m_end.hasExpired())
        return end();
    const auto seconds = static_cast<int>((m_end.remainingTime() + 999) / 1000);
    const auto posts = static_cast<int>(m_posts.size());
    if (posts > 1)
        //: %1 is a number of Posts, two or more
        return m_bar.setText(m_uploading.isEmpty() ? tr("%1 Posts go out in %n second(s).", nullptr, seconds).arg(posts)
                                                   : tr("%1 Posts will go out, each as soon as its media is uploaded.").arg(posts));
    m_bar.setText(m_uploading.isEmpty() ? tr("Goes out in %n second(s).", nullptr, seconds)
                                        : tr("Goes out as soon as its media is uploaded."));
}

void UndoCountdown::postChanged(const PostView &post)
{
    if (!m_posts.contains(post.id))
        return;
    if (post.state == PostState::Scheduled) {
        m_scheduled.insert(post.id);
        const bool ready = std::all_of(post.uploads.cbegin(), post.uploads.cend(),
                                       [](const UploadView &upload) { return upload.state == UploadState::Ready; });
        if (ready)
            m_uploading.remove(post.id);
        else
            m_uploading.insert(post.id);
        show();
    } else if (m_scheduled.contains(post.id)) { // else the report is from before the pause
        postRemoved(post.id);
    }
}

void UndoCountdown::postRemoved(const QString &postId)
{
    if (m_posts.removeAll(postId) == 0)
        return;
    m_uploading.remove(postId);
    m_posts.isEmpty() ? end() : show();
}

// A bar with the focus stays: a key meant for its buttons must not reach something else.
void UndoCountdown::end()
{
    m_ended = true;
    m_timer.stop();
    if (!isAttended())
        return m_bar.dismiss();
    m_bar.setText(tr("There is nothing left to undo here."));
}

bool UndoCountdown::isAttended() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && m_bar.isAncestorOf(focus);
}

} // namespace postreel
