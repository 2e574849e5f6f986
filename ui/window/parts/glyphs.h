// Our own icons, drawn as paths in the colour of the text around them: no image format plugin, no icon
// theme, sharp at any scale, right in dark and light.
// Invariant: every Glyph draws something inside its rectangle and nothing outside.
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>

class QAbstractButton;
class QPainter;

namespace postreel {

enum class Glyph {
    Add,
    Pause,
    Play,
    Retry,
    Cross,
    Open,
    Link,
    Pencil,
    Trash,
    Check,
    Clock,
    Warning,
    Key,
    Upload,
    Process,
    Film,
    Picture,
    Dots,
    Search,
    Send,
    Info,
    Question,
    Wrench,   // fixing
    Past,     // as it is, past what speaks against it
    First,    // before all others
    Folder,   // a place on this computer
    Box,      // the sandbox
    Scissors, // trim
};

// Draws it centred in `rect`, in one colour. What points somewhere is mirrored in a right-to-left window.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

// The sign of the program itself, for its windows.
QIcon programIcon();

// An icon that takes its colour from the application's palette whenever it is painted.
QIcon glyphIcon(Glyph glyph);

// The icon of a button, as large as its words; a small one yields.
void setGlyph(QAbstractButton *button, Glyph glyph);
void setSmallGlyph(QAbstractButton *button, Glyph glyph);

} // namespace postreel
