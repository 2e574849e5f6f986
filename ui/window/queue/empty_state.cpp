#include "ui/window/queue/empty_state.h"

#include "ui/window/parts/main_button.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace postreel {

namespace {

constexpr int gap = 10;

int largeGlyphSide(const QFont &font)
{
    return 3 * glyphSide(font);
}

QLabel *centred(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_glyphRoom(new QSpacerItem(0, largeGlyphSide(font()) + gap)), m_title(centred(this)), m_text(centred(this)), m_button(new MainButton({}, this)),
      m_second(new QPushButton(this)), m_more(centred(this))
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addStretch(2);
    column->addSpacerItem(m_glyphRoom);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(8);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addWidget(m_second, 0, Qt::AlignHCenter);
    m_second->setAutoDefault(false);
    column->addSpacing(8);
    column->addWidget(m_more);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::clicked);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondClicked);
}

void EmptyState::setWords(Glyph glyph, const QString &title, const QString &text, const QString &button,
                          const QString &second, const QString &more)
{
    m_glyph = glyph;
    m_title->setText(title);
    m_text->setText(text);
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    m_second->setText(second);
    m_second->setAccessibleName(second);
    m_second->setVisible(!second.isEmpty());
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    update();
}

void EmptyState::setGlyphShown(bool shown)
{
    m_glyphShown = shown;
    m_glyphRoom->changeSize(0, shown ? largeGlyphSide(font()) + gap : 0);
    layout()->invalidate();
    update();
}

bool EmptyState::hasButton() const
{
    return !m_button->isHidden();
}

void EmptyState::focusButton()
{
    m_button->setFocus(Qt::ShortcutFocusReason);
}

// Centred, with lines that are not too long.
void EmptyState::resizeEvent(QResizeEvent *event)
{
    constexpr int margin = 16;
    constexpr int leastSide = 4;
    QWidget::resizeEvent(event);
    const int side = qMax(leastSide, (width() - readableWidth(font()) * 3 / 4) / 2);
    layout()->setContentsMargins(side, margin, side, margin);
}

void EmptyState::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (!m_glyphShown)
        return;
    const int side = largeGlyphSide(font());
    const QRectF place((width() - side) / 2.0, m_title->y() - side - 14, side, side);
    paintGlyph(painter, m_glyph, place,
               theme::mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.35));
}

} // namespace postreel
