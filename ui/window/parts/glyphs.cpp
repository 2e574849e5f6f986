#include "ui/window/parts/glyphs.h"

#include "ui/window/parts/sizes.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>
#include <array>
#include <string_view>

namespace postreel {

namespace {

// All on a grid of 16 × 16. "M x y" moves, "L x y" draws a line, "Z" closes, "O x y r" is a circle, "R x y w h r" a
// rounded rectangle, "A x y r from span" an arc in degrees, counter-clockwise from three o'clock.
struct Drawing
{
    Glyph glyph;
    std::string_view lines; // stroked
    std::string_view areas; // filled
};

constexpr std::array<Drawing, 28> drawings{{
    {Glyph::Add, "M 8 2.5 L 8 13.5 M 2.5 8 L 13.5 8", ""},
    {Glyph::Pause, "", "R 3.75 2.75 3 10.5 1 R 9.25 2.75 3 10.5 1"},
    {Glyph::Play, "", "M 4.5 2.5 L 13 8 L 4.5 13.5 Z"},
    {Glyph::Retry, "A 8 8.3 5.3 60 -300 M 10.9 0.9 L 10.9 4 L 7.8 4.2", ""},
    {Glyph::Cross, "M 3.5 3.5 L 12.5 12.5 M 12.5 3.5 L 3.5 12.5", ""},
    {Glyph::Open,
     "M 6.5 3 L 2.75 3 L 2.75 13.25 L 13 13.25 L 13 9.5 M 9.5 2.5 L 13.5 2.5 L 13.5 6.5 M 13.2 2.8 L 7.5 8.5",
     ""},
    {Glyph::Link,
     "M 6.8 9.2 L 9.2 6.8 M 7.4 5 L 9.2 3.2 A 11 5 2.55 135 -180 L 11 8.6 M 8.6 11 L 6.8 12.8 A 5 11 2.55 "
     "-45 -180 L 5 7.4",
     ""},
    {Glyph::Pencil, "M 3 13 L 3.7 9.9 L 11 2.6 L 13.4 5 L 6.1 12.3 Z M 9.4 4.2 L 11.8 6.6", ""},
    {Glyph::Trash,
     "M 2.5 4.25 L 13.5 4.25 M 6 4 L 6 2.25 L 10 2.25 L 10 4 M 4 4.5 L 4.6 13.75 L 11.4 13.75 L 12 4.5 M 6.8 "
     "7 L 6.8 11.2 M 9.2 7 L 9.2 11.2",
     ""},
    {Glyph::Check, "M 3 8.5 L 6.5 12 L 13 4.5", ""},
    {Glyph::Clock, "O 8 8 6 M 8 4.5 L 8 8.2 L 10.5 9.7", ""},
    {Glyph::Warning, "M 8 2.2 L 14.3 13.4 L 1.7 13.4 Z M 8 6.4 L 8 9.2", "O 8 11.4 0.9"},
    {Glyph::Key, "O 5 8 3 M 8 8 L 14 8 L 14 10.6 M 11.2 8 L 11.2 10", ""},
    {Glyph::Upload,
     "M 8 10.5 L 8 2.5 M 4.5 5.8 L 8 2.3 L 11.5 5.8 M 2.5 10.5 L 2.5 13.5 L 13.5 13.5 L 13.5 10.5", ""},
    {Glyph::Process, "A 8 8 5.5 100 200 A 8 8 5.5 330 80", "O 8 8 1.6"},
    {Glyph::Film, "R 1.75 3.25 12.5 9.5 2", "M 6.5 5.5 L 10.5 8 L 6.5 10.5 Z"},
    {Glyph::Picture, "R 1.75 2.75 12.5 10.5 2 M 2.4 12 L 6.2 8.6 L 8.6 10.6 L 11 7.6 L 13.6 10.4",
     "O 5.2 6 1.3"},
    {Glyph::Dots, "", "O 3 8 1.3 O 8 8 1.3 O 13 8 1.3"},
    {Glyph::Search, "O 7 7 4.25 M 10.2 10.2 L 13.8 13.8", ""},
    {Glyph::Send, "M 13.8 2.2 L 2.2 6.6 L 7.2 8.8 L 9.4 13.8 Z M 13.6 2.4 L 7.2 8.8", ""},
    {Glyph::Info, "O 8 8 6 M 8 7.6 L 8 11.2", "O 8 5 0.9"},
    {Glyph::Question, "O 8 8 6 A 8 6.5 1.8 170 -215 L 8 9", "O 8 11.3 0.9"},
    {Glyph::Wrench,
     "M 12.31 1.69 L 9.8 4.2 L 9.8 5.13 L 10.87 6.2 L 11.8 6.2 L 14.31 3.69 A 10.67 5.33 4 24.3 -138.6 L 4.41 "
     "13.59 A 3.41 12.59 1.41 -45 -180 L 7.02 6.98 A 10.67 5.33 4 204.3 -138.6",
     ""},
    {Glyph::Past, "M 2 8 L 13.5 8 M 10 4.5 L 13.6 8 L 10 11.5 M 6 2.5 L 6 5.5 M 6 10.5 L 6 13.5", ""},
    {Glyph::First, "M 3 2.75 L 13 2.75 M 8 13.5 L 8 6.2 M 4.5 9.4 L 8 5.9 L 11.5 9.4", ""},
    {Glyph::Folder, "M 1.75 12.75 L 1.75 3.5 L 6 3.5 L 7.5 5.25 L 14.25 5.25 L 14.25 12.75 Z", ""},
    {Glyph::Box, "M 8 2 L 13.5 5 L 13.5 11 L 8 14 L 2.5 11 L 2.5 5 Z M 2.5 5 L 8 8 L 13.5 5 M 8 8 L 8 14", ""},
    {Glyph::Scissors, "O 4.2 11.8 1.9 O 11.8 11.8 1.9 M 5.4 10.2 L 11.4 2.4 M 10.6 10.2 L 4.6 2.4", ""},
}};

class PathReader
{
public:
    explicit PathReader(std::string_view code)
        : m_words(QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()))
                      .split(u' ', Qt::SkipEmptyParts))
    {
    }

    QPainterPath path()
    {
        QPainterPath path;
        while (m_at < m_words.size())
            step(path, m_words.at(m_at++).at(0));
        return path;
    }

private:
    qreal number() { return m_words.at(m_at++).toDouble(); }
    void step(QPainterPath &path, QChar command)
    {
        if (command == u'Z')
            return path.closeSubpath();
        const qreal x = number();
        const qreal y = number();
        if (command == u'M') {
            path.moveTo(x, y);
        } else if (command == u'L') {
            path.lineTo(x, y);
        } else if (command == u'O') {
            const qreal radius = number();
            path.addEllipse(QPointF(x, y), radius, radius);
        } else if (command == u'R') {
            const qreal width = number();
            const qreal height = number();
            const qreal radius = number();
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius);
        } else {
            const qreal radius = number();
            const qreal from = number();
            const QRectF box(x - radius, y - radius, 2 * radius, 2 * radius);
            path.arcMoveTo(box, from);
            path.arcTo(box, from, number());
        }
    }
    const QStringList m_words;
    qsizetype m_at = 0;
};

struct Paths
{
    QPainterPath lines;
    QPainterPath areas;
};

const Paths &pathsOf(Glyph glyph)
{
    static std::array<std::unique_ptr<Paths>, drawings.size()> cache;
    auto &paths = cache.at(static_cast<std::size_t>(glyph));
    if (paths)
        return *paths;
    for (const Drawing &drawing : drawings)
        if (drawing.glyph == glyph)
            paths = std::make_unique<Paths>(
                Paths{PathReader(drawing.lines).path(), PathReader(drawing.areas).path()});
    return *paths;
}

// An icon that is painted for each size, on a transparent background.
class PaintedEngine : public QIconEngine
{
public:
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
};

// Uses the palette at the time of painting, so that a theme change needs no update.
class GlyphEngine final : public PaintedEngine
{
public:
    explicit GlyphEngine(Glyph glyph) : m_glyph(glyph) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        paintGlyph(*painter, m_glyph, rect, palette.color(group, role));
    }
    QIconEngine *clone() const override { return new GlyphEngine(m_glyph); }

private:
    const Glyph m_glyph;
};

// A film on a rounded square, in the palette's highlight.
class ProgramEngine final : public PaintedEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette.color(QPalette::Active, QPalette::Highlight));
        painter->drawRoundedRect(rect, rect.width() * 0.22, rect.height() * 0.22);
        const qreal margin = rect.width() * 0.16;
        paintGlyph(*painter, Glyph::Film, QRectF(rect).adjusted(margin, margin, -margin, -margin),
                   palette.color(QPalette::Active, QPalette::HighlightedText));
    }
    QIconEngine *clone() const override { return new ProgramEngine; }
};

// Glyphs that point forward or out of the window. Time runs in one direction everywhere, so play and rotation are not
// mirrored.
bool mirrors(Glyph glyph)
{
    return glyph == Glyph::Send || glyph == Glyph::Open;
}

} // namespace

QIcon programIcon()
{
    return QIcon(new ProgramEngine);
}

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const qreal side = qMin(rect.width(), rect.height());
    const Paths &paths = pathsOf(glyph);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16, side / 16);
    if (mirrors(glyph) && QGuiApplication::layoutDirection() == Qt::RightToLeft) {
        painter.translate(16, 0);
        painter.scale(-1, 1);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (!paths.lines.isEmpty())
        painter.drawPath(paths.lines);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (!paths.areas.isEmpty())
        painter.drawPath(paths.areas);
    painter.restore();
}

QIcon glyphIcon(Glyph glyph)
{
    return QIcon(new GlyphEngine(glyph));
}

void setGlyph(QAbstractButton *button, Glyph glyph)
{
    const int side = glyphSide(button->font());
    button->setIcon(glyphIcon(glyph));
    button->setIconSize({side, side});
}

void setSmallGlyph(QAbstractButton *button, Glyph glyph)
{
    const int side = smallGlyphSide(button->font());
    button->setIcon(glyphIcon(glyph));
    button->setIconSize({side, side});
}

} // namespace postreel
