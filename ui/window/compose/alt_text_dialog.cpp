#include "ui/window/compose/alt_text_dialog.h"

#include "ui/shown_words.h"
#include "ui/window/compose/whole_picture.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace postreel {

namespace {
constexpr int mostCharacters = 1000;
constexpr QSize mostOfPicture(320, 240);
constexpr int wide = 640;
constexpr int high = 340;
} // namespace

AltTextDialog::AltTextDialog(PictureCache &pictures, const UploadView &media, QWidget *parent)
    : QDialog(parent), m_uploadId(media.id), m_picture(new WholePicture(pictures, media, mostOfPicture, this)),
      m_edit(new QPlainTextEdit(media.altText, this)), m_count(new QLabel(this)), m_save(nullptr), m_beside(nullptr)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Alt text"));
    //: %1 is a file name
    auto *question = new QLabel(tr("Describe %1 for people who cannot see it.").arg(shownName(media.file)), this);
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    question->setBuddy(m_edit);
    m_edit->setAccessibleName(tr("Alt text"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFocus();
    auto *buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(QDialogButtonBox::Save);
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &AltTextDialog::count);
    layOut(question, buttons);
    // No wider than the parent window.
    const int room = parent ? parent->window()->width() : wide;
    resize(qMin(wide, room), high);
    count();
}

void AltTextDialog::layOut(QLabel *question, QWidget *buttons)
{
    m_beside = new QBoxLayout(QBoxLayout::LeftToRight);
    m_beside->setSpacing(12);
    m_beside->addWidget(m_picture, 0, Qt::AlignTop | Qt::AlignHCenter);
    m_beside->addWidget(m_edit, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_count);
    foot->addWidget(buttons);
    auto *column = new QVBoxLayout(this);
    column->addWidget(question);
    column->addLayout(m_beside, 1);
    column->addLayout(foot);
}

void AltTextDialog::setView(const UploadView &media)
{
    m_picture->setView(media);
    arrange();
}

void AltTextDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    arrange();
}

// The field keeps room for a line of text.
void AltTextDialog::arrange()
{
    const int leastField = fontMetrics().averageCharWidth() * 28;
    const bool fits = width() >= m_picture->width() + leastField;
    m_beside->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
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
