// Asks for the alt text of a media, with its picture beside the field.
// Invariant: at most 1,000 characters, X's limit, can be saved; deletes itself when closed.
#pragma once

#include "app/engine/views.h"

#include <QDialog>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace postreel {

class PictureCache;
class WholePicture;

class AltTextDialog : public QDialog
{
    Q_OBJECT
public:
    AltTextDialog(PictureCache &pictures, const UploadView &media, QWidget *parent);

    // Shows the current state of the media.
    void setView(const UploadView &media);
    const QString &uploadId() const { return m_uploadId; }
    QString text() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut(QLabel *question, QWidget *buttons);
    void arrange();
    void count();

    const QString m_uploadId;
    WholePicture *m_picture;
    QPlainTextEdit *m_edit;
    QLabel *m_count;
    QPushButton *m_save;
    QBoxLayout *m_beside; // picture and field; one below the other when narrow
};

} // namespace postreel
