// Gives the words of a label less weight than those beside it, in every palette.
// Invariant: a child of the label, and the only one that sets its palette.
#pragma once

#include <QObject>

class QWidget;

namespace postreel {

class QuietTone : public QObject
{
    Q_OBJECT
public:
    explicit QuietTone(QWidget *label);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    QWidget *const m_label;
};

} // namespace postreel
