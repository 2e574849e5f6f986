#include "ui/window/draft_questions.h"

#include "ui/media_mix.h"
#include "ui/window/composer.h"
#include "ui/window/message_area.h"

#include <algorithm>

namespace postreel {

DraftQuestions::DraftQuestions(Composer &composer, QObject *parent) : QObject(parent), m_composer(composer)
{
}

void DraftQuestions::lookAtMedia()
{
    QVector<FileKind> kinds;
    for (const UploadView &upload : m_composer.uploads())
        kinds << kindOf(upload);
    const QString why = mixAdvice(kinds);
    if (why.isEmpty() && m_share)
        m_share->dismiss();
    if (std::exchange(m_shareTold, !why.isEmpty()) || why.isEmpty())
        return;
    m_share = m_composer.messages().tell(Mood::Warning, why);
    m_share->addAction(tr("One Post per file"), this, [this] { Q_EMIT splitWanted(); });
}

bool DraftQuestions::asksForAltText()
{
    if (m_altText)
        m_altText->dismiss();
    const QVector<UploadView> &uploads = m_composer.uploads();
    const auto missing = std::count_if(uploads.begin(), uploads.end(),
                                       [](const UploadView &upload) { return upload.altText.isEmpty(); });
    if (!m_reminds || missing == 0 || std::exchange(m_reminded, true))
        return false;
    m_altText = m_composer.messages().tell(Mood::Active,
                                           tr("%n media have no alt text.", nullptr, static_cast<int>(missing)));
    m_altText->addAction(tr("Post anyway"), this, [this] { m_composer.tryPost(); });
    m_altText->addAction(tr("Write it"), this, [this] { m_composer.writeAltTexts(); });
    return true;
}

void DraftQuestions::forget()
{
    for (const QPointer<MessageBar> &bar : {m_share, m_altText})
        if (bar)
            bar->dismiss();
    m_shareTold = false;
    m_reminded = false;
}

} // namespace postreel
