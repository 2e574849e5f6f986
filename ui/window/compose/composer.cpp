#include "ui/window/compose/composer.h"

#include "ui/readiness.h"
#include "ui/window/compose/account_picker.h"
#include "ui/window/compose/media_strip.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/parts/content_sized_scroll_area.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/main_button.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/parts/tooltips.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>

namespace postreel {

namespace {

constexpr int typingPauseMs = 400;
constexpr int margin = 14;
constexpr int gap = 10;
constexpr double leastLines = 1.2; // minimum height of the text, and of the messages

QToolButton *quietButton(Glyph glyph, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    setGlyph(button, glyph);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

// Always takes its width, so that the layout does not jump; paints itself only if there is something to scroll. (With
// content whose height grows with its width, such as a picture, Qt's own bar could come and go for ever.)
class ReservedSpaceScrollBar : public QScrollBar
{
public:
    using QScrollBar::QScrollBar;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (maximum() > minimum())
            QScrollBar::paintEvent(event);
    }
};

} // namespace

Composer::Composer(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_title(new ElidedLabel(this)),
      m_account(new AccountPicker(pictures, this)), m_new(quietButton(Glyph::Add, tr("New Post"), this)),
      m_edit(new PostEdit(this)), m_strip(new MediaStrip(pictures, this)),
      m_addMedia(new QPushButton(tr("Add media"), this)),
      m_discard(quietButton(actionGlyph(PostAction::Discard), actionText(PostAction::Discard), this)),
      m_post(new MainButton(tr("Post"), this)), m_messages(new MessageArea(this)),
      m_foot(new FlowLayout)
{
    m_account->setAccessibleName(tr("Account"));
    m_account->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_addMedia->setAccessibleName(tr("Add media"));
    setGlyph(m_addMedia, Glyph::Picture);
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
    auto *first = new QHBoxLayout;
    first->addWidget(m_title, 1);
    first->addWidget(m_new);
    m_head = new QVBoxLayout;
    m_head->setSpacing(gap);
    m_head->addLayout(first, 1);
    m_head->addWidget(m_account, 1);
    m_foot->addWidget(m_addMedia);
    m_foot->addStretch();
    m_foot->addWidget(m_discard);
    m_foot->addWidget(m_post);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, margin, 0, margin);
    column->setSpacing(gap);
    column->addLayout(m_head);
    column->addWidget(makeBody(), 1);
    column->addWidget(makeMessages());
    column->addLayout(m_foot);
    const QList<QWidget *> order{m_edit, m_addMedia, m_post,
                                 m_messages, m_discard, m_account,  m_new};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

// The messages take their space from the empty part of the body, so that no control moves. If there is not enough for
// all, those under the pointer stay in place, and new ones above them have to be scrolled to.
QScrollArea *Composer::makeMessages()
{
    auto *area = new ContentSizedScrollArea(m_messages, qRound(leastLines * m_edit->fontMetrics().lineSpacing()), this);
    auto *bar = new ReservedSpaceScrollBar(Qt::Vertical, area);
    area->setVerticalScrollBar(bar);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar, before = 0](int, int most) mutable {
        const int more = most - std::exchange(before, most);
        if (m_messages->underMouse() && more > 0)
            bar->setValue(bar->value() + more);
    });
    return area;
}

// Text and media scroll together, so that all of it can be reached however little room there is.
QScrollArea *Composer::makeBody()
{
    m_body = new QScrollArea(this);
    auto *content = new QWidget(m_body);
    m_words = new QVBoxLayout(content);
    m_words->setSpacing(gap);
    m_words->addWidget(m_edit, 1);
    m_words->addWidget(m_strip);
    m_words->addStretch(0);
    m_body->setWidget(content);
    m_body->setWidgetResizable(true);
    m_body->setFrameShape(QFrame::NoFrame);
    m_body->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body->setVerticalScrollBar(new ReservedSpaceScrollBar(Qt::Vertical, m_body));
    m_body->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_body->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_body->setMinimumHeight(qRound(leastLines * m_edit->fontMetrics().lineSpacing()));
    m_body->setFocusPolicy(Qt::NoFocus);
    content->setAutoFillBackground(false);
    m_body->viewport()->setAutoFillBackground(false);
    return m_body;
}

// Queued: the layout makes room for the new text first.
void Composer::followCursor()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            const QRect cursor = m_edit->cursorRect();
            const QPoint middle = m_edit->viewport()->mapTo(m_body->widget(), cursor.center());
            m_body->ensureVisible(middle.x(), middle.y(), 0, cursor.height());
        },
        Qt::QueuedConnection);
}

int Composer::sideMargin() const
{
    const int least = qMax(margin, m_body->verticalScrollBar()->sizeHint().width());
    return qMax(least, (width() - readableWidth(m_edit->font())) / 2);
}

int Composer::greatestWidth() const
{
    return readableWidth(m_edit->font()) + 2 * (margin + gap);
}

QSize Composer::minimumSizeHint() const
{
    const int words = qRound(2 * leastLines * m_edit->fontMetrics().lineSpacing()); // the text and one message
    const int head = std::max({m_title->sizeHint().height(), m_new->sizeHint().height(), m_account->sizeHint().height()});
    const int foot = m_foot->heightForWidth(qMax(width(), m_foot->minimumSize().width()));
    constexpr int characters = 24; // of a card, and of a message
    const int wide = qMax(m_foot->minimumSize().width(), characters * fontMetrics().averageCharWidth());
    return {wide, head + words + foot + 3 * gap + 2 * margin};
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int side = sideMargin();
    m_head->setContentsMargins(side, 0, side, 0);
    m_foot->setContentsMargins(side, 0, side, 0);
    arrangeHead();
    // The scroll bars are in the margin.
    const int bar = m_body->verticalScrollBar()->sizeHint().width();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    for (QLayout *scrolled : {static_cast<QLayout *>(m_words), m_messages->layout()})
        scrolled->setContentsMargins(mirrored ? side - bar : side, 0, mirrored ? side : side - bar, 0);
    const int most = height() * 2 / 5;
    m_strip->setPictureRoom(most, qMin(most, height() - heightOfWords()));
}

// The height of everything except the picture of one card. Depends on the font, not on the card's current text, so that
// the picture keeps its size.
int Composer::heightOfWords() const
{
    constexpr int linesOfCard = 9; // name, facts, a verdict of two lines, a button, a link, and the gaps
    // Size hints, not geometry: at the first resize event nothing is laid out yet.
    const int foot = m_foot->heightForWidth(qMax(width(), m_foot->minimumSize().width()));
    const int frames = m_head->sizeHint().height() + foot + 3 * gap + 2 * margin;
    return frames + qRound(leastLines * m_edit->fontMetrics().lineSpacing()) + linesOfCard * fontMetrics().lineSpacing();
}

void Composer::connectParts()
{
    connect(m_edit, &PostEdit::cursorPositionChanged, this, &Composer::followCursor);
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT textPaused(text()); });
    connect(m_edit, &PostEdit::textChanged, this, [this] {
        m_pause.start();
        refresh();
    });
    connect(m_edit, &PostEdit::mediaPasted, this, &Composer::mediaPasted);
    connect(m_account, &AccountPicker::connectRequested, this, &Composer::connectRequested);
    connect(m_account, &AccountPicker::sandboxRequested, this, &Composer::sandboxRequested);
    connect(m_account, &AccountPicker::chosen, this, [this] {
        Q_EMIT accountChosen(account());
        refresh();
    });
    connect(m_strip, &MediaStrip::altTextChanged, this, &Composer::altTextChanged);
    connect(m_strip, &MediaStrip::trimRequested, this, &Composer::trimRequested);
    connect(m_strip, &MediaStrip::soundRequested, this, &Composer::soundRequested);
    connect(m_strip, &MediaStrip::subtitlesAdded, this, &Composer::subtitlesAdded);
    connect(m_strip, &MediaStrip::subtitlesShown, this, &Composer::subtitlesShown);
    connect(m_strip, &MediaStrip::titleChanged, this, &Composer::titleChanged);
    connect(m_strip, &MediaStrip::removeRequested, this, &Composer::removeRequested);
    connect(m_strip, &MediaStrip::fixRequested, this, &Composer::fixRequested);
    connect(m_strip, &MediaStrip::stopFixingRequested, this, &Composer::stopFixingRequested);
    connect(m_strip, &MediaStrip::deadlineChosen, this, &Composer::deadlineChosen);
    connect(m_strip, &MediaStrip::sendAnywayRequested, this, &Composer::sendAnywayRequested);
    connect(m_strip, &MediaStrip::retryRequested, this, &Composer::retryRequested);
    connect(m_addMedia, &QPushButton::clicked, this, &Composer::addMediaRequested);
    connect(m_post, &QPushButton::clicked, this, &Composer::tryPost);
    connect(m_new, &QToolButton::clicked, this, &Composer::newPostRequested);
    connect(m_discard, &QToolButton::clicked, this, &Composer::discardRequested);
}

void Composer::setAccounts(const QVector<AccountView> &accounts, const QString &current)
{
    m_account->setAccounts(accounts, current);
    refresh();
}

void Composer::setAccount(const QString &key, const QString &label)
{
    m_account->choose(key, label);
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

void Composer::setTitle(const QString &title)
{
    //: %1 is the first words of a draft, or the name of its file
    const QString words = title.isEmpty() ? tr("New Post") : tr("Draft “%1”").arg(title);
    if (words == m_title->text())
        return;
    m_title->setText(words);
    m_edit->setAccessibleDescription(words);
    m_showsDraft = !title.isEmpty();
    arrangeHead();
}

// Title and account share a line if the text needs the other one. "New Post" has a text if a draft is shown and there
// is room for it.
void Composer::arrangeHead()
{
    const bool low = height() < minimumSizeHint().height() + m_account->sizeHint().height() + gap;
    m_head->setDirection(low ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_new->setToolButtonStyle(m_showsDraft && !low ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void Composer::setUploads(const QVector<UploadView> &uploads)
{
    m_strip->setUploads(uploads);
    // Media are right below the text; without media, the text gets all the room.
    m_words->setStretchFactor(m_edit, m_strip->isHidden() ? 1 : 0);
    m_words->setStretch(m_words->count() - 1, m_strip->isHidden() ? 0 : 1);
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
    Q_EMIT postRequested();
}

void Composer::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::writeAltTexts()
{
    m_strip->askMissingAltTexts();
}

void Composer::showSubtitleError(const QString &sentence)
{
    if (!m_strip->showSubtitleError(sentence))
        m_messages->addMessage(Severity::Warning, sentence);
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
