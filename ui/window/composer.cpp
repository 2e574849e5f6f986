#include "ui/window/composer.h"

#include "ui/line_parts.h"
#include "ui/readiness.h"
#include "ui/window/account_picker.h"
#include "ui/window/elided_label.h"
#include "ui/window/glyphs.h"
#include "ui/window/main_button.h"
#include "ui/window/media_strip.h"
#include "ui/window/message_area.h"
#include "ui/window/post_edit.h"
#include "ui/window/tones.h"
#include "ui/window/tooltips.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace postreel {

namespace {

constexpr int typingPauseMs = 400;
constexpr int longestTitle = 60; // characters

QToolButton *quietButton(Glyph glyph, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(glyphIcon(glyph));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

Composer::Composer(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_title(new ElidedLabel(this)),
      m_account(new AccountPicker(pictures, this)), m_new(quietButton(Glyph::Add, tr("New Post"), this)),
      m_edit(new PostEdit(this)), m_strip(new MediaStrip(pictures, this)),
      m_addMedia(new QPushButton(tr("Add media"), this)),
      m_discard(quietButton(Glyph::Trash, tr("Discard draft"), this)),
      m_post(new MainButton(tr("Post"), this)), m_messages(new MessageArea(this))
{
    m_account->setAccessibleName(tr("Account"));
    m_account->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_addMedia->setAccessibleName(tr("Add media"));
    m_addMedia->setIcon(glyphIcon(Glyph::Picture));
    m_post->setAccessibleName(tr("Post"));
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_new->setText(tr("New Post"));
    m_new->setToolTip(withKey(tr("New Post"), QKeySequence(QKeySequence::New)));
    m_addMedia->setToolTip(withKey(tr("Add media"), QKeySequence(QKeySequence::Open)));
    QFont writing = font();
    writing.setPointSizeF(font().pointSizeF() * 1.15);
    m_edit->setFont(writing);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPauseMs);
    layOut();
    connectParts();
    setTitle({});
    setAccounts({}, {});
}

void Composer::layOut()
{
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_new);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_addMedia);
    foot->addStretch(1);
    foot->addWidget(m_discard);
    foot->addWidget(m_post);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_account);
    column->addWidget(m_edit, 1);
    column->addWidget(m_messages); // the text gives way to them: nothing that can be pressed moves
    column->addWidget(m_strip);
    column->addLayout(foot);
    const QList<QWidget *> order{m_edit, m_addMedia, m_post,
                                 m_messages, m_discard, m_account,  m_new};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void Composer::connectParts()
{
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT textPaused(text()); });
    connect(m_edit, &PostEdit::textChanged, this, [this] {
        m_pause.start();
        refresh();
    });
    connect(m_edit, &PostEdit::mediaPasted, this, &Composer::mediaPasted);
    connect(m_account, &AccountPicker::connectWanted, this, &Composer::connectWanted);
    connect(m_account, &AccountPicker::sandboxWanted, this, &Composer::sandboxWanted);
    connect(m_account, &AccountPicker::chosen, this, [this] {
        Q_EMIT accountChosen(account());
        refresh();
    });
    connect(m_strip, &MediaStrip::altTextChanged, this, &Composer::altTextChanged);
    connect(m_strip, &MediaStrip::trimWanted, this, &Composer::trimWanted);
    connect(m_strip, &MediaStrip::soundWanted, this, &Composer::soundWanted);
    connect(m_strip, &MediaStrip::subtitlesAdded, this, &Composer::subtitlesAdded);
    connect(m_strip, &MediaStrip::titleChanged, this, &Composer::titleChanged);
    connect(m_strip, &MediaStrip::removeWanted, this, &Composer::removeWanted);
    connect(m_strip, &MediaStrip::fixWanted, this, &Composer::fixWanted);
    connect(m_strip, &MediaStrip::stopFixingWanted, this, &Composer::stopFixingWanted);
    connect(m_strip, &MediaStrip::outByChosen, this, &Composer::outByChosen);
    connect(m_strip, &MediaStrip::sendAnywayWanted, this, &Composer::sendAnywayWanted);
    connect(m_strip, &MediaStrip::retryWanted, this, &Composer::retryWanted);
    connect(m_addMedia, &QPushButton::clicked, this, &Composer::addMediaWanted);
    connect(m_post, &QPushButton::clicked, this, &Composer::tryPost);
    connect(m_new, &QToolButton::clicked, this, &Composer::newPostWanted);
    connect(m_discard, &QToolButton::clicked, this, &Composer::discardWanted);
}

void Composer::setAccounts(const QVector<AccountView> &accounts, const QString &current)
{
    m_account->setAccounts(accounts, current);
    refresh();
}

void Composer::setAccount(const QString &key)
{
    m_account->choose(key);
    refresh();
}

void Composer::chooseAccount(const QString &key)
{
    setAccount(key);
    Q_EMIT accountChosen(key);
}

QString Composer::account() const
{
    return m_account->account();
}

void Composer::showDraft(const QString &text, const QVector<UploadView> &uploads)
{
    const QSignalBlocker silent(m_edit);
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_pause.stop();
    setUploads(uploads);
}

// The way back to a new Post is told in words where there is one to go.
void Composer::setTitle(const QString &title)
{
    //: %1 is the first words of a draft, or the name of its file
    const QString words =
        title.isEmpty() ? tr("New Post") : tr("Draft “%1”").arg(isolated(shortened(title, longestTitle)));
    m_title->setText(words);
    m_edit->setAccessibleDescription(words);
    m_new->setToolButtonStyle(title.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void Composer::setUploads(const QVector<UploadView> &uploads)
{
    m_strip->setUploads(uploads);
    setTabOrder(m_strip->orderAfter(m_edit), m_addMedia);
    refresh();
}

const QVector<UploadView> &Composer::uploads() const
{
    return m_strip->uploads();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

bool Composer::isBlank() const
{
    return text().trimmed().isEmpty() && uploads().isEmpty();
}

QString Composer::whyNotPost() const
{
    return postreel::whyNotPost(text(), uploads() + m_strip->tracks(), !account().isEmpty());
}

void Composer::flush()
{
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    Q_EMIT textPaused(text());
}

void Composer::tryPost()
{
    if (m_edit->isComposing() || !whyNotPost().isEmpty())
        return;
    flush();
    Q_EMIT postWanted();
}

void Composer::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::writeAltTexts()
{
    m_strip->askMissingAltTexts();
}

void Composer::tellSubtitleTrouble(const QString &sentence)
{
    if (!m_strip->tellSubtitleTrouble(sentence))
        m_messages->tell(Mood::Warning, sentence);
}

void Composer::refresh()
{
    const QString why = whyNotPost();
    m_post->setEnabled(why.isEmpty());
    m_post->setToolTip(why.isEmpty() ? withKey(tr("Post"), QKeySequence(Qt::CTRL | Qt::Key_Return)) : why);
    m_post->setAccessibleDescription(why);
    m_discard->setVisible(!isBlank());
}

void Composer::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
}

} // namespace postreel
