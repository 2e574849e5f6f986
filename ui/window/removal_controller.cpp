#include "ui/window/removal_controller.h"

#include "ui/shown_words.h"
#include "ui/window/compose/composer.h"
#include "ui/window/draft_controller.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/removal_bar.h"

#include <QAction>
#include <QFileInfo>
#include <QPointer>
#include <algorithm>

namespace postreel {

namespace {

constexpr int longestTitle = 32; // characters: leaves room for the rest of the sentence

} // namespace

QString removalText(const RemovalView &removal)
{
    //: %1 is the name of a file, or the first words of a Post
    const auto one = [](const QString &name) { return RemovalController::tr("“%1” removed").arg(name); };
    switch (removal.kind) {
    case RemovalView::Kind::Media:
        return one(shownName(QFileInfo(removal.file).fileName()));
    case RemovalView::Kind::Draft:
        return removal.posts.size() <= 1
                   ? RemovalController::tr("Draft discarded")
                   : RemovalController::tr("%n draft(s) discarded", nullptr, static_cast<int>(removal.posts.size()));
    case RemovalView::Kind::Posts:
        break;
    }
    if (removal.posts.size() == 1)
        return one(titleInSentence(removal.posts.first(), longestTitle));
    //: from the list of Posts
    return RemovalController::tr("%n Post(s) removed", nullptr, static_cast<int>(removal.posts.size()));
}

QString removalNote(const RemovalView &removal)
{
    const bool posted = std::any_of(removal.posts.cbegin(), removal.posts.cend(),
                                    [](const PostView &post) { return post.state == PostState::Posted; });
    return posted ? RemovalController::tr("Only the row in this list is gone. What was posted stays where it is.") : QString();
}

RemovalController::RemovalController(Engine &engine, MainWindow &window, DraftController &controller, QObject *parent)
    : QObject(parent), m_engine(engine), m_window(window), m_drafts(controller)
{
    connect(&engine.removals(), &EngineRemovals::lastChanged, this, &RemovalController::show);
    connect(&engine.removals(), &EngineRemovals::undone, this, &RemovalController::cameBack);
    connect(&window.removalBar(), &RemovalBar::undoRequested, this, &RemovalController::undo);
    connect(&window.removalBar(), &RemovalBar::attended, &engine.removals(), &EngineRemovals::keepUndo);
    connect(&window.undoAction(), &QAction::triggered, this, &RemovalController::undo);
}

void RemovalController::remove(const QString &postId)
{
    rememberSelection(postId);
    m_engine.removals().remove(postId);
}

void RemovalController::discard(const QStringList &postIds)
{
    QStringList drafts;
    for (const QString &id : postIds)
        if (const PostView *post = m_window.queue().model().find(id); post && post->state == PostState::Draft)
            drafts << id;
    for (const QString &id : drafts)
        rememberSelection(id);
    m_drafts.discard(drafts);
}

void RemovalController::rememberSelection(const QString &postId)
{
    m_selected.insert(postId, m_window.queue().view().currentPost());
}

void RemovalController::show(const RemovalView &last)
{
    m_last = last;
    m_window.undoAction().setEnabled(last.id > 0);
    if (last.id > 0)
        return m_window.removalBar().setText(removalText(last), removalNote(last));
    m_window.removalBar().clear();
    m_selected.clear();
}

void RemovalController::undo()
{
    if (m_last.id > 0)
        m_engine.removals().undo(m_last.id);
}

// Shows the restored Posts and keeps the focus where it was: a key meant for the list must not reach the text.
void RemovalController::cameBack(const RemovalView &back)
{
    using Kind = RemovalView::Kind;
    const bool atBar = m_window.removalBar().hasFocusInside();
    const QPointer<QWidget> focus = m_window.focusWidget();
    const bool rows = back.kind == Kind::Posts || back.posts.size() > 1;
    const QString draft = back.kind == Kind::Media ? back.postId : rows ? QString() : back.posts.value(0).id;
    const bool wasRow = rows || m_selected.contains(draft);
    const bool opens = !draft.isEmpty() && draft != m_drafts.draft() &&
                       (back.kind == Kind::Media || m_window.composer().isBlank());
    if (opens)
        m_drafts.open(draft);
    const bool isRow = back.kind != Kind::Media && (wasRow || !opens); // !opens: the composer holds something else
    if (isRow)
        select(back);
    if (atBar)
        isRow ? m_window.queue().focusList() : m_window.composer().focusText();
    else if (focus && m_window.queue().isAncestorOf(focus))
        focus->setFocus();
}

void RemovalController::select(const RemovalView &back)
{
    m_window.queue().model().putAll({}); // flushes pending rows into the list
    for (const PostView &post : back.posts) {
        const QString selected = m_selected.take(post.id);
        const QModelIndex row = m_window.queue().rowOf(selected.isEmpty() ? post.id : selected);
        if (!row.isValid())
            continue;
        m_window.queue().view().setCurrentIndex(row);
        m_window.queue().view().scrollTo(row);
        break;
    }
    for (const PostView &post : back.posts)
        m_selected.remove(post.id);
}

} // namespace postreel
