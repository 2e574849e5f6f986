#include "ui/window/alt_text_dialog.h"

#include "ui/error_text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace postreel {

namespace {
constexpr int mostCharacters = 1000;
}

AltTextDialog::AltTextDialog(const QString &file, const QString &text, QWidget *parent)
    : QDialog(parent), m_edit(new QPlainTextEdit(text, this)), m_count(new QLabel(this)), m_save(nullptr)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Alt text"));
    //: %1 is a file name
    auto *question = new QLabel(tr("Describe %1 for people who cannot see it.").arg(shownName(file)), this);
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    question->setBuddy(m_edit);
    m_edit->setAccessibleName(tr("Alt text"));
    m_edit->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(QDialogButtonBox::Save);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(question);
    layout->addWidget(m_edit);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_count);
    foot->addWidget(buttons);
    layout->addLayout(foot);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &AltTextDialog::count);
    resize(440, 240);
    count();
}

QString AltTextDialog::text() const
{
    return m_edit->toPlainText().trimmed();
}

void AltTextDialog::count()
{
    const auto used = static_cast<int>(text().toUcs4().size());
    //: so many of so many characters
    m_count->setText(tr("%1 of %2").arg(QLocale().toString(used), QLocale().toString(mostCharacters)));
    m_save->setEnabled(used <= mostCharacters);
    m_save->setToolTip(used > mostCharacters ? tr("X takes at most 1,000 characters: shorten the text")
                                             : QString());
}

} // namespace postreel
