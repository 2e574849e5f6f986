#include "ui/window/removal_bar.h"

#include "ui/window/parts/accessible_role.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/tooltips.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace postreel {

namespace {

// Rounded, in the window colour, on the background of the pane.
class Frame : public QFrame
{
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette().color(QPalette::Mid), 1));
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
};

} // namespace

RemovalBar::RemovalBar(QWidget *parent)
    : QWidget(parent), m_bar(new Frame(this)), m_words(new ElidedLabel(m_bar)), m_undo(new QPushButton(tr("Undo"), m_bar))
{
    setAccessibleRole(m_bar, QAccessible::Notification);
    m_undo->setAutoDefault(false);
    m_undo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_undo->setAccessibleName(m_undo->text());
    m_undo->setToolTip(withKey(m_undo->text(), QKeySequence(QKeySequence::Undo)));
    connect(m_undo, &QPushButton::clicked, this, &RemovalBar::undoRequested);
    layOut();
    const QList<QWidget *> inside = m_bar->findChildren<QWidget *>();
    for (QWidget *one : inside)
        one->installEventFilter(this);
    m_bar->installEventFilter(this);
    m_bar->hide();
}

void RemovalBar::layOut()
{
    auto *close = new QToolButton(m_bar);
    setSmallGlyph(close, Glyph::Cross);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setToolTip(withKey(tr("Dismiss"), QKeySequence(Qt::Key_Escape)));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &RemovalBar::clear);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(12, 4, 6, 4);
    row->addWidget(m_words, 1);
    row->addWidget(m_undo);
    row->addWidget(close);
    QSizePolicy keeps = m_bar->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(keeps);
    auto *strip = new QVBoxLayout(this);
    strip->setContentsMargins(12, 6, 12, 8);
    strip->addWidget(m_bar);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RemovalBar::setText(const QString &words, const QString &more)
{
    m_words->setText(words);
    m_bar->setAccessibleName(words);
    m_bar->setAccessibleDescription(more);
    m_bar->setToolTip(more);
    m_undo->setAccessibleDescription(words);
    if (m_bar->isVisible())
        announce(m_bar); // another removal replaces the previous one
    else
        m_bar->show(); // showing it announces it
    QAccessibleEvent alert(m_bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void RemovalBar::clear()
{
    m_bar->hide();
    look();
}

QString RemovalBar::text() const
{
    return m_bar->isHidden() ? QString() : m_words->text();
}

bool RemovalBar::hasFocusInside() const
{
    const QWidget *focus = focusWidget();
    return focus && focus->hasFocus() && m_bar->isAncestorOf(focus);
}

void RemovalBar::look()
{
    const bool attended = m_bar->isVisible() && (m_bar->underMouse() || hasFocusInside());
    if (std::exchange(m_attended, attended) != attended)
        Q_EMIT this->attended(attended);
}

// Queued: the new focus is known only after the event was handled.
bool RemovalBar::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::FocusIn || type == QEvent::FocusOut || type == QEvent::Enter || type == QEvent::Leave)
        QMetaObject::invokeMethod(this, &RemovalBar::look, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void RemovalBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_bar->isHidden())
        clear();
    else
        QWidget::keyPressEvent(event);
}

void RemovalBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
}

} // namespace postreel
