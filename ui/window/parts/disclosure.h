// A button that expands and collapses a rarely needed part.
// Invariant: a collapsed part cannot be reached by keyboard either.
#pragma once

#include <QToolButton>

namespace postreel {

class Disclosure : public QToolButton
{
    Q_OBJECT
public:
    // `part` is hidden until the button is pressed.
    Disclosure(const QString &text, QWidget *part, QWidget *parent);

    void setOpen(bool open);

protected:
    // The arrow shows that it is open, so the button does not look pressed.
    void initStyleOption(QStyleOptionToolButton *option) const override;
};

} // namespace postreel
