// The details below the list: when they are shown, how high they are, and keeping their row visible.
#include "ui/window/parts/content_sized_scroll_area.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/welcome_bar.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QScrollBar>
#include <QSplitter>
#include <algorithm>

namespace postreel {

void QueuePane::makeDetails()
{
    m_details = new Details(m_pictures, this);
    m_details->hide();
    m_details->setShowsMore(m_more);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    connect(m_details, &Details::historyRequested, this, &QueuePane::historyRequested);
    connect(m_details, &Details::actionTriggered, this, &QueuePane::actionTriggered);
    connect(m_details, &Details::moreShown, this, [this](bool more) {
        m_more = more;
        m_detailsHeight = 0;
        fitDetails();
    });
    connect(m_details, &Details::closeRequested, this, [this] {
        hideDetails();
        m_detailsClosed = true;
    });
}

void QueuePane::showDetails(const QString &postId)
{
    const int row = m_model->rowOf(postId);
    if (row < 0)
        return hideDetails();
    if (!m_details)
        makeDetails();
    m_detailsClosed = false;
    const bool opens = m_details->isHidden();
    const int before = placeOf(postId);
    m_details->setPost(m_model->postAt(row));
    if (opens) {
        m_detailsHeight = 0;
        m_details->show();
        QCoreApplication::sendPostedEvents(m_splitter, QEvent::LayoutRequest); // updates the minimum height of the details
        layout()->activate();
    }
    fitDetails();
    if (opens && rowOf(postId).isValid())
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + placeOf(postId) - before);
    keepInSight();
    reportShownUploads();
}

// Distance of the row from the upper edge, in px.
int QueuePane::placeOf(const QString &postId) const
{
    return m_view->viewport()->mapTo(this, m_view->visualRect(rowOf(postId)).topLeft()).y();
}

// Scrolls to the row whose details are shown.
void QueuePane::keepInSight()
{
    if (m_details && !m_details->isHidden())
        m_view->scrollTo(rowOf(m_details->postId()));
}

// As high as their content, but at most half, and leaving a whole row above them. They grow with the next Post if
// needed, but do not shrink again.
void QueuePane::fitDetails()
{
    makeRoomForDetails();
    if (!m_details || m_details->isHidden() || m_detailsHeight < 0)
        return;
    const int all = m_splitter->height() - m_splitter->handleWidth();
    const int most = std::min(all / 2, all - m_view->rowHeight());
    m_detailsHeight =
        std::max(0, std::min(std::max(m_detailsHeight, m_details->wholeHeightFor(width())), most));
    m_splitter->setSizes({all - m_detailsHeight, m_detailsHeight});
}

// The head becomes lower, and scrolls, before it is hidden: what was clicked stays in place as long as there is room. It is
// hidden if the window is so low, or the font so large, that a row and the details do not fit below two lines of it.
void QueuePane::makeRoomForDetails()
{
    const bool shown = m_details && !m_details->isHidden();
    const int offer = m_welcome->isHidden() ? 0 : m_welcome->height() + layout()->spacing();
    const int below = shown ? m_view->rowHeight() + m_details->leastHeightFor(width()) : 0;
    const int room = height() - layout()->spacing() - m_splitter->handleWidth() - offer - below;
    const bool tight = shown && room < leastHead();
    const int usual = qMax(leastHead(), height() * 3 / 10);
    m_head->setLeast(shown && !tight ? qMin(usual, room) : usual);
    m_head->setMaximumHeight(shown && !tight ? room : QWIDGETSIZE_MAX);
    m_head->setVisible(!tight);
    layout()->activate();
}

void QueuePane::hideDetails()
{
    if (!m_details || m_details->isHidden())
        return;
    const bool hadFocus = m_details->isAncestorOf(focusWidget());
    m_details->hide();
    makeRoomForDetails(); // shows the head again
    reportShownUploads();
    if (hadFocus)
        focusList();
}

} // namespace postreel
