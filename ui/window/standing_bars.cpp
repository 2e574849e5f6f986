#include "ui/window/standing_bars.h"

#include "ui/error_text.h"
#include "ui/window/message_area.h"

namespace postreel {

StandingBars::StandingBars(Engine &engine, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_messages(messages), m_hanging(messages)
{
    connect(&m_engine, &Engine::startFailed, this, &StandingBars::tellTrouble);
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        tellTrouble(status.trouble);
        tellMetered(status.heldByMetered);
        m_hanging.show(status.hangingFiles);
    });
}

void StandingBars::tellTrouble(const Error &trouble)
{
    if (!trouble) {
        if (m_trouble)
            m_trouble->dismiss();
    } else if (!m_trouble) {
        m_trouble = m_messages.tell(Mood::Bad, sentence(trouble, QString()));
    }
}

void StandingBars::tellMetered(int held)
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
    m_metered = m_messages.tell(Mood::Warning, text);
    m_metered->addAction(tr("Send now"), this, [this] { m_engine.sendOverMetered(); });
    m_metered->addAction(tr("Never ask"), this, [this] { m_engine.setAskWhenMetered(false); });
}

} // namespace postreel
