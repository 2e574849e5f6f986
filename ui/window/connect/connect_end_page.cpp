#include "ui/window/connect/connect_end_page.h"

#include "ui/window/parts/flow_layout.h"

#include <QLabel>
#include <QPushButton>

namespace postreel {

EndPage::EndPage(QWidget *parent)
    : ConnectPage({}, parent), m_text(say()), m_try(new QPushButton(tr("Try the &keychain again"), this)),
      m_runAlone(new QPushButton(tr("Keep for this session &only"), this))
{
    m_try->setAccessibleName(tr("Try the keychain again"));
    m_runAlone->setAccessibleName(tr("Keep for this session only"));
    auto *row = new FlowLayout;
    for (QPushButton *button : {m_try, m_runAlone}) {
        button->setAutoDefault(false);
        button->hide();
        row->addWidget(button);
    }
    column()->addLayout(row);
    m_asked = say(tr("Asking the keychain again. This page changes as soon as it has saved the sign-in."));
    m_asked->hide();
    column()->addStretch(1);
    connect(m_try, &QPushButton::clicked, this, [this] {
        // The same result again would cause no event, so show that the keychain was asked.
        m_asked->show();
        Q_EMIT keychainRequested();
    });
    connect(m_runAlone, &QPushButton::clicked, this, [this] {
        m_aim.keep = false; // the user chose that now
        refresh();
        Q_EMIT sessionOnlyRequested(account());
    });
}

void EndPage::show(const SignInOutcome &outcome, const SignInTarget &aim)
{
    m_outcome = outcome;
    m_aim = aim;
    refresh();
}

void EndPage::keychainSaid(StoreOutcome outcome)
{
    m_outcome.kept = outcome;
    refresh();
}

void EndPage::refresh()
{
    m_words = wordsFor(m_outcome, m_aim);
    setTitle(m_words.title);
    m_text->setText(m_words.text);
    const bool unkept = m_outcome.end == SignInEnd::SignedIn && m_aim.keep && m_outcome.kept != StoreOutcome::Stored;
    m_try->setVisible(unkept);
    m_asked->hide();
    m_runAlone->setVisible(unkept);
    Q_EMIT changed();
}

} // namespace postreel
