#include "ui/window/queue/queue_view.h"

#include "ui/stage_text.h"
#include "ui/window/parts/double_click_guard.h"
#include "ui/window/parts/key_repeat_filter.h"
#include "ui/window/queue/queue_accessible.h"
#include "ui/window/queue/queue_delegate.h"
#include "ui/window/queue/queue_model.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QStyleHints>
#include <algorithm>

namespace postreel {

namespace {

constexpr int lookAfterMs = 100; // rows that are scrolled past faster load no pictures

// The actions that a key asks for, the preferred one first; empty for keys that are not handled here.
QVector<PostAction> wantedBy(const QKeyEvent &event)
{
    using enum PostAction;
    if (event.matches(QKeySequence::Copy))
        return {CopyLink};
    if (event.modifiers() & ~Qt::KeypadModifier)
        return {};
    if (event.key() == Qt::Key_Space)
        return {Pause, Resume};
    if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace)
        return {Cancel, Discard, Remove};
    if (event.key() == Qt::Key_P)
        return {Post};
    if (event.key() == Qt::Key_R)
        return {Retry, TryNow};
    if (event.key() == Qt::Key_X)
        return {Fix};
    if (event.key() == Qt::Key_S)
        return {SendAnyway};
    if (event.key() == Qt::Key_E)
        return {Edit};
    if (event.key() == Qt::Key_F)
        return {SendFirst};
    return {};
}

bool opensRow(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

QueueView::QueueView(PictureCache &pictures, QWidget *parent)
    : QListView(parent), m_delegate(new QueueDelegate(pictures, this))
{
    QueueAccessible::install();
    DoubleClickGuard::watch();
    KeyRepeatFilter::watch();
    setItemDelegate(m_delegate);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setAccessibleName(tr("Queue"));
    m_look.setSingleShot(true);
    m_look.setInterval(lookAfterMs);
    connect(&m_look, &QTimer::timeout, this, &QueueView::lookWhatIsShown);
}

QStringList QueueView::shownUploads() const
{
    return m_shown;
}

// Every change of what is visible is painted.
void QueueView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!m_look.isActive())
        m_look.start();
}

void QueueView::hideEvent(QHideEvent *event)
{
    QListView::hideEvent(event);
    m_look.start();
}

int QueueView::rowHeight() const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    return m_delegate->sizeHint(option, {}).height();
}

// QListView lays out its rows again when its height changes, but not for its width. A visible current row stays
// visible, for example when the details open.
void QueueView::resizeEvent(QResizeEvent *event)
{
    const bool seen =
        currentIndex().isValid() && visualRect(currentIndex()).intersects(QRect({0, 0}, event->oldSize()));
    QListView::resizeEvent(event);
    const int height = rowHeight();
    if (std::exchange(m_rowHeight, height) != height)
        scheduleDelayedItemsLayout();
    if (seen)
        scrollTo(currentIndex());
}

void QueueView::lookWhatIsShown()
{
    QStringList shown;
    const QRect seen = viewport()->rect();
    for (QModelIndex index = indexAt(seen.topLeft()); isVisible() && index.isValid() && visualRect(index).intersects(seen);
         index = index.siblingAtRow(index.row() + 1))
        if (const PostView post = postOf(index); const UploadView *upload = pictured(post))
            shown << upload->id;
    if (std::exchange(m_shown, shown) != shown)
        Q_EMIT shownUploadsChanged();
}

QString QueueView::currentPost() const
{
    return currentIndex().data(QueueModel::IdRole).toString();
}

// A key handled here never reaches the list's keyboard search, even if its action is not possible now.
void QueueView::keyPressEvent(QKeyEvent *event)
{
    const QVector<PostAction> wanted = wantedBy(*event);
    const bool ours = !wanted.isEmpty() || opensRow(*event);
    if (!ours || !currentIndex().isValid()) {
        m_keyed = {}; // with another key in between, both presses are intended
        return QListView::keyPressEvent(event);
    }
    event->accept();
    if (KeyRepeatFilter::isRepeat(*event))
        return; // the user has not seen yet what it would act on now
    KeyRepeatFilter::suppressRepeats(*event);
    actByKey(*event, wanted);
}

void QueueView::actByKey(const QKeyEvent &event, const QVector<PostAction> &wanted)
{
    const QVector<PostView> posts = selectedPosts();
    const QVector<PostAction> possible = actionsOf(posts);
    const auto fits = std::find_if(wanted.begin(), wanted.end(), [&](PostAction action) { return possible.contains(action); });
    if (!wanted.isEmpty() && fits == wanted.end())
        return;
    Keyed now{.key = event.key(), .at = event.timestamp(), .posts = {}, .action = {}};
    for (const PostView &post : posts)
        now.posts << post.id;
    if (fits != wanted.end())
        now.action = *fits;
    if (isSecondPress(now))
        return;
    m_keyed = now;
    if (now.action)
        act(posts, *now.action);
    else
        open(currentIndex());
}

// The second of two quick presses counts only if it does the same as the first: by then, the key may have another
// action, such as Remove after Cancel, or another row may be there.
bool QueueView::isSecondPress(const Keyed &now) const
{
    const auto interval = static_cast<quint64>(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    const bool soon = now.key == m_keyed.key && m_keyed.at > 0 && now.at >= m_keyed.at && now.at - m_keyed.at < interval;
    return soon && (now.posts != m_keyed.posts || now.action != m_keyed.action);
}

// In list order; the current row if none is selected.
QVector<PostView> QueueView::selectedPosts() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    if (rows.isEmpty() && currentIndex().isValid())
        rows << currentIndex();
    std::sort(rows.begin(), rows.end());
    QVector<PostView> posts;
    for (const QModelIndex &row : std::as_const(rows))
        posts << postOf(row);
    return posts;
}

void QueueView::act(const QVector<PostView> &posts, PostAction action)
{
    if (posts.size() == 1)
        return Q_EMIT actionTriggered(posts.first().id, action);
    QStringList ids;
    for (const PostView &post : posts)
        ids << post.id;
    Q_EMIT actionTriggeredForAll(ids, action);
}

void QueueView::open(const QModelIndex &index)
{
    const PostView post = postOf(index);
    const QVector<PostAction> possible = actionsOf(post);
    if (possible.contains(PostAction::Open))
        Q_EMIT actionTriggered(post.id, PostAction::Open);
    else if (post.state == PostState::Draft)
        Q_EMIT actionTriggered(post.id, PostAction::Edit);
    else
        Q_EMIT detailsRequested(post.id);
}

void QueueView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QVector<PostView> selected = selectedPosts();
    // For a row outside the selection, the menu is for that row only. (The press that opens it usually selects the row.)
    const QVector<PostView> posts = selectionModel()->isSelected(index) ? selected : QList{postOf(index)};
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QVector<PostAction> actions = actionsOf(posts);
    for (const PostAction action : actions) {
        const QString key = actionKey(action);
        const QString text = actionText(action, static_cast<int>(posts.size()));
        menu->addAction(glyphIcon(actionGlyph(action)), key.isEmpty() ? text : text % u'\t' % key, this,
                        [this, posts, action] { act(posts, action); });
    }
    if (posts.size() == 1) {
        menu->addSeparator();
        menu->addAction(glyphIcon(Glyph::Info), tr("Details"), this,
                        [this, id = posts.first().id] { Q_EMIT detailsRequested(id); });
    } else if (actions.isEmpty()) {
        menu->addAction(tr("Nothing fits all of these"))->setEnabled(false);
    }
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void QueueView::mouseMoveEvent(QMouseEvent *event)
{
    QListView::mouseMoveEvent(event);
    findHot(event->position().toPoint());
}

// A click on a painted button only triggers its action: it neither selects nor opens the row.
void QueueView::mousePressEvent(QMouseEvent *event)
{
    findHot(event->position().toPoint());
    if (!isIntendedPress(*event))
        return;
    m_pressed = event->button() == Qt::LeftButton ? m_hot : std::nullopt;
    if (!m_pressed)
        QListView::mousePressEvent(event);
}

void QueueView::mouseReleaseEvent(QMouseEvent *event)
{
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (!pressed)
        return QListView::mouseReleaseEvent(event);
    findHot(event->position().toPoint());
    if (m_hot != pressed)
        return;
    DoubleClickGuard::spend(); // other buttons or rows may move under the pointer
    Q_EMIT actionTriggered(m_hotPost, *pressed);
}

// False for the second press of a double click if the rows have moved since the first.
bool QueueView::isIntendedPress(const QMouseEvent &press)
{
    const std::pair on(m_hotPost, m_hot);
    if (on != m_on && DoubleClickGuard::mayBe(press))
        return false;
    m_on = on;
    return true;
}

void QueueView::mouseDoubleClickEvent(QMouseEvent *event)
{
    findHot(event->position().toPoint());
    if (!isIntendedPress(*event))
        return;
    if (m_hot)
        return mousePressEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton)
        open(index);
}

void QueueView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    findHot({-1, -1});
}

void QueueView::findHot(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    m_hot = m_delegate->actionAt(index, position, option);
    m_hotPost = index.data(QueueModel::IdRole).toString();
    if (!m_delegate->setHot(index, m_hot))
        return;
    viewport()->setCursor(m_hot ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void QueueView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentPostChanged(current.data(QueueModel::IdRole).toString());
}

void QueueView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QListView::rowsInserted(parent, first, last);
    for (int row = first; row <= last; ++row) {
        const PostView &post = postOf(model()->index(row, 0));
        m_spokenStages.insert(post.id, stageText(post));
    }
}

void QueueView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_spokenStages.remove(postOf(model()->index(row, 0)).id);
    QListView::rowsAboutToBeRemoved(parent, first, last);
}

// A new stage changes the accessible name of a row, wherever the focus is; a new percentage is not announced, as a
// screen reader can query it.
void QueueView::dataChanged(const QModelIndex &first, const QModelIndex &last, const QVector<int> &roles)
{
    QListView::dataChanged(first, last, roles);
    for (int row = first.row(); row <= last.row(); ++row) {
        const PostView &post = postOf(model()->index(row, 0));
        const QString stage = stageText(post);
        if (std::exchange(m_spokenStages[post.id], stage) == stage)
            continue;
        QAccessibleEvent told(this, QAccessible::NameChanged);
        told.setChild(row);
        QAccessible::updateAccessibility(&told);
    }
}

} // namespace postreel
