#include "ui/window/compose/draft_creator.h"

#include "ui/window/parts/message_area.h"

namespace postreel {

DraftCreator::DraftCreator(Engine &engine, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_messages(messages)
{
}

void DraftCreator::make(const QVector<Wanted> &drafts)
{
    const bool idle = m_wanted.isEmpty();
    m_wanted += drafts;
    if (!idle)
        return;
    m_made = 0;
    makeNext();
}

void DraftCreator::makeNext()
{
    if (m_wanted.isEmpty()) {
        if (m_made > 1)
            m_messages.addMessage(Severity::Good, tr("%n draft(s) made, one per file.", nullptr, m_made));
        return;
    }
    const Wanted &next = m_wanted.first();
    m_engine.posts().create({.account = next.account, .media = {next.media}}, this, [this](const Result<QString> &answer) {
        const Wanted made = m_wanted.first();
        if (!answer.ok())
            m_messages.addError(Severity::Warning, answer.error(), made.media.file);
        else if (!made.leaves.isEmpty())
            m_engine.media().detach(made.leaves);
        if (answer.ok() && ++m_made == 1)
            Q_EMIT firstDraftCreated(*answer);
        m_wanted.removeFirst();
        makeNext();
    });
}

} // namespace postreel
