// Keeps a label in the colour of secondary text, also when the palette changes.
// Invariant: a child of the label, and the only object that sets its palette.
#pragma once

#include <QObject>

class QWidget;

namespace postreel {

class SecondaryTextColor : public QObject
{
    Q_OBJECT
public:
    explicit SecondaryTextColor(QWidget *label);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    QWidget *const m_label;
};

} // namespace postreel
