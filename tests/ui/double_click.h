// A hand that presses twice at the same place of a window, on whatever stands there by then.
// Invariant: goes the way that presses of a person go, so Qt itself decides what a double click is.
#pragma once

#include <QTest>
#include <QWindow>
#include <functional>

namespace postreel::testing {

inline void pressAt(const QWidget &widget, const QPoint &place, ulong at)
{
    QWidget *window = widget.window();
    const QPoint inWindow = widget.mapTo(window, place);
    const QPoint global = window->mapToGlobal(inWindow);
    const QPointer<QWindow> handle = window->windowHandle();
    qt_handleMouseEvent(handle, inWindow, global, Qt::LeftButton, Qt::LeftButton, QEvent::MouseButtonPress, {}, static_cast<int>(at));
    QCoreApplication::processEvents();
    qt_handleMouseEvent(handle, inWindow, global, Qt::NoButton, Qt::LeftButton, QEvent::MouseButtonRelease, {}, static_cast<int>(at + 60));
    for (int round = 0; round < 4; ++round) // until what it led to stands where it belongs
        QCoreApplication::processEvents();
}

// `pauseMs`: between the two; more than the time of a double click makes it two clicks.
inline void pressTwice(const QWidget &widget, const QPoint &place, ulong pauseMs = 200, const QPoint &moved = {})
{
    static ulong at = 1'000'000;
    at += 10'000;
    const QWidget *window = widget.window(); // the widget may be gone by the second
    const QPoint inWindow = widget.mapTo(window, place);
    pressAt(*window, inWindow, at);
    pressAt(*window, inWindow + moved, at + pauseMs);
}

inline QPoint middleOf(const QWidget &widget)
{
    return widget.rect().center();
}

} // namespace postreel::testing
