#include "ui/window/compose/post_edit.h"

#include "ui/text_direction.h"
#include "ui/window/compose/file_importer.h"

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QStyle>
#include <QTextBlock>
#include <QtMath>

namespace postreel {

namespace {

// Office programs add a picture of copied text to the text: there the text is wanted.
bool isMedia(const QMimeData &data)
{
    return data.hasUrls() || (data.hasImage() && !data.hasText());
}

} // namespace

PostEdit::PostEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Post text"));
    setPlaceholderText(isolated(tr("What do you want to say?")));
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &PostEdit::updateGeometry);
    connect(document(), &QTextDocument::contentsChanged, this, &PostEdit::chooseSide);
    chooseSide();
}

// Each paragraph has its own direction, but plain text has only one alignment: that of its first paragraph.
void PostEdit::chooseSide()
{
    const Qt::LayoutDirection direction = directionOf(document()->firstBlock().text(), layoutDirection());
    const Qt::Alignment alignment = QStyle::visualAlignment(direction, Qt::AlignLeft);
    QTextOption option = document()->defaultTextOption();
    if (option.alignment() == alignment && option.textDirection() == Qt::LayoutDirectionAuto)
        return;
    option.setAlignment(alignment);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    document()->setDefaultTextOption(option);
}

// One line higher than the text, so that a new line does not scroll before there is room for it.
int PostEdit::textHeight() const
{
    qreal height = 2 * document()->documentMargin();
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next())
        height += blockBoundingRect(block).height();
    return qCeil(height) + fontMetrics().lineSpacing();
}

QSize PostEdit::sizeHint() const
{
    constexpr int leastLines = 2;
    return {QPlainTextEdit::sizeHint().width(), qMax(textHeight(), leastLines * fontMetrics().lineSpacing())};
}

QSize PostEdit::minimumSizeHint() const
{
    constexpr int leastCharacters = 12;
    return {leastCharacters * fontMetrics().averageCharWidth(), sizeHint().height()};
}

void PostEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

// QPlainTextEdit takes every Undo key, even with nothing to undo: leave that to the window.
bool PostEdit::event(QEvent *event)
{
    const bool asks = event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo);
    if (!asks || m_composing || document()->isUndoAvailable())
        return QPlainTextEdit::event(event);
    event->ignore();
    return false;
}

bool PostEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return isMedia(*source) || QPlainTextEdit::canInsertFromMimeData(source);
}

void PostEdit::insertFromMimeData(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    const bool someLocal =
        std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
    // A copied web address is text that belongs in the Post.
    if (isMedia(*source) && (someLocal || !source->hasText()))
        Q_EMIT mediaPasted(*source);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

void PostEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void PostEdit::focusOutEvent(QFocusEvent *event)
{
    m_composing = false;
    QPlainTextEdit::focusOutEvent(event);
}

void PostEdit::dragEnterEvent(QDragEnterEvent *event)
{
    if (FileImporter::canImport(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void PostEdit::dragMoveEvent(QDragMoveEvent *event)
{
    if (FileImporter::canImport(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragMoveEvent(event);
}

} // namespace postreel
