#include "ui/window/compose/title_dialog.h"

#include "ui/shown_words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace postreel {

TitleDialog::TitleDialog(const UploadView &video, QWidget *parent)
    : QDialog(parent), m_title(new QLineEdit(video.title, this)),
      m_description(new QPlainTextEdit(video.description, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Title and description"));
    //: %1 is a file name
    auto *about = new QLabel(tr("X shows these with %1, in addition to the text of the Post.").arg(shownName(video.file)), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_title->setAccessibleName(tr("Title"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->addRow(about);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Description"), m_description);
    form->addRow(buttons);
    m_title->setFocus();
    resize(440, 260);
}

QString TitleDialog::title() const
{
    return m_title->text().trimmed();
}

QString TitleDialog::description() const
{
    return m_description->toPlainText().trimmed();
}

} // namespace postreel
