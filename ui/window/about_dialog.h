// Which Postreel this is, for whoever asks for help or wants to know: version, Qt, licence.
// Invariant: all of it can be selected and copied; deletes itself when it is closed.
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
