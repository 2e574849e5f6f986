#include "ui/window/queue/welcome_bar.h"

#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/main_button.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace postreel {

WelcomeBar::WelcomeBar(QWidget *parent) : QFrame(parent)
{
    auto *title = new QLabel(tr("Choose where it goes"), this);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    auto *text = new QLabel(tr("In the sandbox, a copy of X inside this program, everything works and nothing leaves this "
                               "computer. Posting to X itself takes an X developer account with some credit."),
                            this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *sandbox = new MainButton(tr("Try it in the sandbox"), this);
    auto *connectX = new QPushButton(tr("Connect X…"), this);
    for (QPushButton *button : {static_cast<QPushButton *>(sandbox), connectX}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
    }
    text->setMaximumWidth(readableWidth(font()));
    auto *buttons = new FlowLayout;
    buttons->addWidget(sandbox);
    buttons->addWidget(connectX);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 10);
    column->setSpacing(8);
    column->addWidget(title);
    auto *words = new QHBoxLayout; // keeps a text that is narrower than the bar at the leading edge
    words->addWidget(text, 1);
    words->addStretch(0);
    column->addLayout(buttons); // before the text: in a small window the rest has to be scrolled to
    column->addLayout(words);
    setAccessibleName(title->text());
    connect(sandbox, &QPushButton::clicked, this, &WelcomeBar::sandboxRequested);
    connect(connectX, &QPushButton::clicked, this, &WelcomeBar::connectRequested);
}

void WelcomeBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const QColor base = palette().color(QPalette::Base);
    painter.fillRect(rect(), theme::mixed(theme::accent(palette()), base, 0.08));
    painter.fillRect(QRect(0, 0, width(), 1), theme::mixed(palette().color(QPalette::Text), base, 0.12));
}

} // namespace postreel
