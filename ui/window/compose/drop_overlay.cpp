#include "ui/window/compose/drop_overlay.h"

#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"

#include <QHBoxLayout>
#include <QPainter>

namespace postreel {

namespace {

constexpr int charactersSideBySide = 88; // window width
constexpr int margin = 20;
constexpr int words = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;

int heightOf(const QString &text, const QFont &font, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), words, text).height();
}

} // namespace

QFont dropTitleFont(const QFont &font)
{
    QFont large = font;
    large.setPointSizeF(font.pointSizeF() * 1.35);
    large.setWeight(QFont::DemiBold);
    return large;
}

DropTargetPlaces dropTargetPlaces(const QSize &target, const QFont &font, const QString &title, const QString &explanation)
{
    const int width = qMax(1, target.width() - 2 * margin);
    const int gap = QFontMetrics(font).lineSpacing() / 2;
    const int titleHeight = heightOf(title, dropTitleFont(font), width);
    const int explanationHeight = heightOf(explanation, font, width);
    const int ofWords = titleHeight + gap + explanationHeight;
    int side = 3 * glyphSide(font);
    if (side + gap + ofWords > target.height() - margin)
        side = 0;
    int y = qMax(0, (target.height() - ofWords - (side > 0 ? side + gap : 0)) / 2);
    DropTargetPlaces places;
    if (side > 0)
        places.glyph = QRect((target.width() - side) / 2, std::exchange(y, y + side + gap), side, side);
    places.title = QRect(margin, std::exchange(y, y + titleHeight + gap), width, titleHeight);
    places.explanation = QRect(margin, y, width, explanationHeight);
    return places;
}

class DropTargetCard : public QWidget
{
public:
    DropTargetCard(Glyph glyph, QWidget *parent) : QWidget(parent), m_glyph(glyph) {}

    void setWords(const QString &title, const QString &explanation)
    {
        m_title = title;
        m_explanation = explanation;
        setAccessibleName(title);
        setAccessibleDescription(explanation);
        update();
    }
    void setHot(bool hot)
    {
        if (hot == m_hot)
            return;
        m_hot = hot;
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor window = palette().color(QPalette::Window);
        const QColor color = m_hot ? theme::accent(palette()) : theme::quiet(palette());
        painter.setPen(QPen(color, m_hot ? 3 : 2, Qt::DashLine, Qt::RoundCap));
        painter.setBrush(m_hot ? theme::mixed(palette().color(QPalette::Highlight), window, 0.16) : window);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 14, 14);
        const DropTargetPlaces places = dropTargetPlaces(size(), font(), m_title, m_explanation);
        if (!places.glyph.isEmpty())
            paintGlyph(painter, m_glyph, places.glyph, color);
        painter.setFont(dropTitleFont(font()));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(places.title, words, m_title);
        painter.setFont(font());
        painter.setPen(theme::quiet(palette()));
        painter.drawText(places.explanation, words, m_explanation);
    }

private:
    const Glyph m_glyph;
    QString m_title;
    QString m_explanation;
    bool m_hot = false;
};

DropOverlay::DropOverlay(QWidget *window)
    : QWidget(window), m_attach(new DropTargetCard(Glyph::Add, this)),
      m_oneEach(new DropTargetCard(Glyph::Film, this))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Drop here"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(28, 28, 28, 28);
    layout->setSpacing(20);
    layout->addWidget(m_attach);
    layout->addWidget(m_oneEach);
    hide();
}

void DropOverlay::offer(bool attachable, int fileCount)
{
    m_attach->setWords(tr("Attach to this Post"), tr("Added to what you are writing"));
    m_oneEach->setWords(
        tr("One Post per file"),
        attachable ? tr("A separate draft for each")
        : fileCount > 1
            ? tr("These cannot share one Post: a Post takes one video, one GIF or up to four pictures")
            : tr("The Post you are writing already has media: a Post takes one video, one GIF or up to four pictures"));
    m_attach->setVisible(attachable);
    static_cast<QHBoxLayout *>(layout())->setDirection(width() < charactersSideBySide * fontMetrics().averageCharWidth() ? QBoxLayout::TopToBottom
                                                                            : QBoxLayout::LeftToRight);
    layout()->activate();
}

Purpose DropOverlay::targetAt(const QPoint &position) const
{
    if (m_attach->isHidden())
        return Purpose::OneEach;
    const auto distance = [&position](const QWidget *card) {
        return (card->geometry().center() - position).manhattanLength();
    };
    return distance(m_attach) <= distance(m_oneEach) ? Purpose::Attach : Purpose::OneEach;
}

void DropOverlay::setHot(Purpose target)
{
    m_attach->setHot(target == Purpose::Attach);
    m_oneEach->setHot(target == Purpose::OneEach);
}

void DropOverlay::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.90F);
    painter.fillRect(rect(), veil);
}

} // namespace postreel
