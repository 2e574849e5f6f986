#include "ui/window/compose/draft_checks.h"

#include "ui/media_mix.h"
#include "ui/window/compose/composer.h"
#include "ui/window/parts/message_area.h"

#include <algorithm>

namespace postreel {

DraftChecks::DraftChecks(Composer &composer, QObject *parent) : QObject(parent), m_composer(composer)
{
}

void DraftChecks::checkMedia()
{
    QVector<FileKind> kinds;
    for (const UploadView &upload : m_composer.uploads())
        kinds << kindOf(upload);
    const QString why = mixAdvice(kinds);
    if (why.isEmpty() && m_share)
        m_share->dismiss();
    if (std::exchange(m_mixWarningShown, !why.isEmpty()) || why.isEmpty())
        return;
    m_share = m_composer.messages().addMessage(Severity::Warning, why);
    m_share->addAction(tr("One Post per file"), this, [this] { Q_EMIT splitRequested(); });
}

bool DraftChecks::asksForAltText()
{
    if (m_altText)
        m_altText->dismiss();
    const QVector<UploadView> &uploads = m_composer.uploads();
    const auto missing = std::count_if(uploads.begin(), uploads.end(),
                                       [](const UploadView &upload) { return upload.altText.isEmpty(); });
    if (!m_reminds || missing == 0 || std::exchange(m_reminded, true))
        return false;
    m_altText = m_composer.messages().addMessage(Severity::Active,
                                                 tr("%n media have no alt text.", nullptr, static_cast<int>(missing)));
    m_altText->addAction(tr("Post anyway"), this, [this] { m_composer.tryPost(); });
    m_altText->addAction(tr("Write it"), this, [this] { m_composer.writeAltTexts(); });
    return true;
}

void DraftChecks::forget()
{
    for (const QPointer<MessageBar> &bar : {m_share, m_altText})
        if (bar)
            bar->dismiss();
    m_mixWarningShown = false;
    m_reminded = false;
}

} // namespace postreel
