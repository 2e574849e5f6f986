// The font and the direction of the whole program, as long as a test wants them.
// Invariant: both are as before once it is gone.
#pragma once

#include <QApplication>
#include <QFont>

namespace postreel::testing {

// Layouts that depend on one another come to rest after a few rounds.
inline void settle()
{
    for (int round = 0; round < 6; ++round)
        QCoreApplication::processEvents();
}

// As the program has it from its start on.
struct Appearance
{
    Appearance(int points, Qt::LayoutDirection direction)
    {
        QFont font = QApplication::font();
        font.setPointSize(points);
        QApplication::setFont(font);
        QGuiApplication::setLayoutDirection(direction);
    }
    ~Appearance()
    {
        QApplication::setFont(m_before);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

private:
    const QFont m_before = QApplication::font();
};

} // namespace postreel::testing
