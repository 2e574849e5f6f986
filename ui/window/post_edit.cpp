#include "ui/window/post_edit.h"

#include "ui/window/intake.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>

namespace postreel {

namespace {

// Office programs put a picture of copied text beside the text: there the text is meant.
bool isMedia(const QMimeData &data)
{
    return data.hasUrls() || (data.hasImage() && !data.hasText());
}

} // namespace

PostEdit::PostEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Post text"));
    setPlaceholderText(tr("What do you want to say?"));
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
}

// The text takes every key that could undo, even with nothing to undo: then it is the window's.
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
    // A copied web address is text that belongs into the Post.
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
    if (Intake::understands(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void PostEdit::dragMoveEvent(QDragMoveEvent *event)
{
    if (Intake::understands(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragMoveEvent(event);
}

} // namespace postreel
