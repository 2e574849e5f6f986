#include "ui/window/empty_state.h"

#include "ui/window/main_button.h"
#include "ui/window/tones.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace postreel {

namespace {

constexpr int glyphSide = 48;

QLabel *centred(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    label->setMaximumWidth(440);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_title(centred(this)), m_text(centred(this)), m_button(new MainButton({}, this)),
      m_second(new QPushButton(this))
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    column->addStretch(2);
    column->addSpacing(glyphSide + 10);
    for (QLabel *label : {m_title, m_text}) {
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(label, 100);
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addSpacing(8);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addWidget(m_second, 0, Qt::AlignHCenter);
    m_second->setAutoDefault(false);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::clicked);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondClicked);
}

void EmptyState::setWords(Glyph glyph, const QString &title, const QString &text, const QString &button,
                          const QString &second)
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

void EmptyState::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const QRectF place((width() - glyphSide) / 2.0, m_title->y() - glyphSide - 14, glyphSide, glyphSide);
    paintGlyph(painter, m_glyph, place,
               tones::mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.35));
}

} // namespace postreel
