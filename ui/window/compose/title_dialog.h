// Asks for the title and the description that X shows with a video.
// Invariant: both may be empty; deletes itself when closed.
#pragma once

#include "app/engine/views.h"

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;

namespace postreel {

class TitleDialog : public QDialog
{
    Q_OBJECT
public:
    TitleDialog(const UploadView &video, QWidget *parent);

    QString title() const;
    QString description() const;

private:
    QLineEdit *m_title;
    QPlainTextEdit *m_description;
};

} // namespace postreel
