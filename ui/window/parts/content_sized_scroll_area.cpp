#include "ui/window/parts/content_sized_scroll_area.h"

#include <QResizeEvent>
#include <QScrollBar>

namespace postreel {

ContentSizedScrollArea::ContentSizedScrollArea(QWidget *content, int least, QWidget *parent) : QScrollArea(parent), m_least(least)
{
    const bool hidden = content->testAttribute(Qt::WA_WState_ExplicitShowHide) && content->isHidden();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // No height for width: layouts would use it as the minimum height too, but this area must be able to shrink.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setFocusPolicy(Qt::NoFocus);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    content->installEventFilter(this);
    content->setVisible(!hidden); // the scroll area has shown it
    setVisible(!hidden);
}

void ContentSizedScrollArea::setLeast(int height)
{
    if (std::exchange(m_least, height) != height)
        updateGeometry();
}

int ContentSizedScrollArea::contentHeight() const
{
    const int wanted = widget()->heightForWidth(viewport()->width());
    return wanted > 0 ? wanted : widget()->sizeHint().height();
}

QSize ContentSizedScrollArea::sizeHint() const
{
    return {widget()->sizeHint().width(), contentHeight()};
}

QSize ContentSizedScrollArea::minimumSizeHint() const
{
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar, qMin(m_least, contentHeight())};
}

void ContentSizedScrollArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

bool ContentSizedScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget()) {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
        else if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
            setVisible(event->type() == QEvent::ShowToParent);
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace postreel
