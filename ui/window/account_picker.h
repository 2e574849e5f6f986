// The combo box that says for which account the Post is.
// Invariant: its accessible name is the one it was given; the account shown is its value (Qt's own
// combo box tells the value as the name on Linux, so that no name is left).
#pragma once

#include <QComboBox>

namespace postreel {

class AccountPicker : public QComboBox
{
    Q_OBJECT
public:
    explicit AccountPicker(QWidget *parent);
};

} // namespace postreel
