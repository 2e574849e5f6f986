#include "ui/window/status_messages.h"

#include "ui/error_text.h"
#include "ui/window/parts/message_area.h"

namespace postreel {

StatusMessages::StatusMessages(Engine &engine, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_messages(messages), m_hanging(messages)
{
    connect(&m_engine, &Engine::startFailed, this, &StatusMessages::showError);
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        showError(status.trouble);
        showMetered(status.heldByMetered);
        m_hanging.show(status.hangingFiles);
    });
}

void StatusMessages::showError(const Error &trouble)
{
    if (!trouble) {
        if (m_trouble)
            m_trouble->dismiss();
    } else if (!m_trouble) {
        m_trouble = m_messages.addMessage(Severity::Bad, sentence(trouble, QString()));
    }
}

void StatusMessages::showMetered(int held)
{
    if (held == 0) {
        if (m_metered)
            m_metered->dismiss();
        return;
    }
    const QString text =
        tr("This connection may charge for data: %n upload(s) are waiting for your decision.", nullptr, held);
    if (m_metered)
        return m_metered->setText(text);
    m_metered = m_messages.addMessage(Severity::Warning, text);
    m_metered->addAction(tr("Send now"), this, [this] { m_engine.network().sendOverMetered(); });
    m_metered->addAction(tr("Never ask"), this, [this] { m_engine.network().setAskWhenMetered(false); });
}

} // namespace postreel
