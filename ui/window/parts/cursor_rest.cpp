#include "ui/window/parts/cursor_rest.h"

#include <QEvent>
#include <QGuiApplication>
#include <QStyleHints>

namespace postreel {

CursorRest::CursorRest(QObject *parent, int afterMs) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(afterMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_flashMs = QGuiApplication::styleHints()->cursorFlashTime();
        QGuiApplication::styleHints()->setCursorFlashTime(0);
    });
    qApp->installEventFilter(this);
    m_timer.start();
}

CursorRest::~CursorRest()
{
    if (m_flashMs > 0)
        QGuiApplication::styleHints()->setCursorFlashTime(m_flashMs);
}

bool CursorRest::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::FocusIn:
    case QEvent::WindowActivate:
        blink();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void CursorRest::blink()
{
    m_timer.start();
    if (const int flashMs = std::exchange(m_flashMs, 0); flashMs > 0)
        QGuiApplication::styleHints()->setCursorFlashTime(flashMs);
}

} // namespace postreel
