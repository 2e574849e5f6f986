// Asks for the words that describe a media to people who cannot see it.
// Invariant: gives at most 1,000 characters, X's limit; deletes itself when it is closed.
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace postreel {

class AltTextDialog : public QDialog
{
    Q_OBJECT
public:
    AltTextDialog(const QString &file, const QString &text, QWidget *parent);

    QString text() const;

private:
    void count();
    QPlainTextEdit *m_edit;
    QLabel *m_count;
    QPushButton *m_save;
};

} // namespace postreel
