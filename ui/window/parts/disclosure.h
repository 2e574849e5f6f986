// A button that shows a part that few need, and hides it again.
// Invariant: what it hides cannot be reached by the keyboard either.
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
    // That it is open is said by its arrow; it does not look pressed.
    void initStyleOption(QStyleOptionToolButton *option) const override;
};

} // namespace postreel
