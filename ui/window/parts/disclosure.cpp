#include "ui/window/parts/disclosure.h"

#include <QStyleOption>

namespace postreel {

Disclosure::Disclosure(const QString &text, QWidget *part, QWidget *parent) : QToolButton(parent)
{
    setText(text);
    QString name = text;
    setAccessibleName(name.remove(u'&'));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setCheckable(true);
    setArrowType(layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow);
    part->hide();
    connect(this, &QToolButton::toggled, part, [this, part](bool open) {
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        setArrowType(open ? Qt::DownArrow : mirrored ? Qt::LeftArrow : Qt::RightArrow);
        part->setVisible(open);
    });
}

void Disclosure::initStyleOption(QStyleOptionToolButton *option) const
{
    QToolButton::initStyleOption(option);
    option->state &= ~QStyle::State_On;
}

void Disclosure::setOpen(bool open)
{
    setChecked(open);
}

} // namespace postreel
