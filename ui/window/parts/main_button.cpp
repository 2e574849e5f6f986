#include "ui/window/parts/main_button.h"

#include "ui/window/parts/double_click_guard.h"
#include "ui/window/parts/theme_colors.h"

namespace postreel {

namespace {
constexpr int sideRoom = 16;
constexpr int verticalRoom = 9;
constexpr double readable = 4.5;
} // namespace

MainButton::MainButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    DoubleClickGuard::watch();
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    setFont(strong);
    setAutoDefault(false);
}

QSize MainButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * sideRoom,
            fontMetrics().height() + 2 * verticalRoom};
}

void MainButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const QPalette colors = palette();
    const QColor words = colors.color(QPalette::Active, QPalette::HighlightedText);
    QColor fill = colors.color(QPalette::Active, QPalette::Highlight);
    for (int step = 0; step < 12 && theme::contrast(fill, words) < readable; ++step)
        fill = theme::contrast(words, Qt::black) > theme::contrast(words, Qt::white) ? fill.darker(108)
                                                                                     : fill.lighter(108);
    if (isDown())
        fill = fill.darker(118);
    else if (underMouse())
        fill = fill.lighter(108);
    const QColor base = colors.color(QPalette::Base);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? fill : theme::track(colors));
    const QRectF shape = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.drawRoundedRect(shape, 7, 7);
    if (hasFocus()) {
        painter.setPen(QPen(theme::mixed(colors.color(QPalette::Text), base, 0.7), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 8, 8);
    }
    painter.setPen(isEnabled() ? words
                               : theme::mixed(colors.color(QPalette::Active, QPalette::Text), base, 0.55));
    painter.setFont(font());
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
}

} // namespace postreel
