// The About dialog: version, Qt version and licence.
// Invariant: all of its text can be selected and copied; deletes itself when closed.
#pragma once

#include <QDialog>

namespace postreel {

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent);
};

} // namespace postreel
