// The program's own icons, drawn as paths in the colour of the text around them: they need no image format plugin and
// no icon theme, are sharp at any scale, and fit dark and light palettes.
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
    Past,     // send as it is, despite its problems
    First,    // before all others
    Folder,   // a place on this computer
    Box,      // the sandbox
    Scissors, // trim
};

// Draws the glyph centred in `rect`, in one colour. Directional glyphs are mirrored in a right-to-left layout.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

// The icon of the program, for its windows.
QIcon programIcon();

// An icon that takes its colour from the application's palette whenever it is painted.
QIcon glyphIcon(Glyph glyph);

// Sets the icon of a button, as high as its text; the small variant is for less prominent buttons.
void setGlyph(QAbstractButton *button, Glyph glyph);
void setSmallGlyph(QAbstractButton *button, Glyph glyph);

} // namespace postreel
