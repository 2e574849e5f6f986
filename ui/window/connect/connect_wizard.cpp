#include "ui/window/connect/connect_wizard.h"

#include "ui/error_text.h"
#include "ui/window/connect/connect_browser_page.h"
#include "ui/window/connect/connect_end_page.h"
#include "ui/window/connect/connect_intro_pages.h"
#include "ui/window/connect/connect_keys_pages.h"
#include "ui/window/connect/server_fields.h"

#include <QAccessible>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

namespace postreel {

namespace {
const QLatin1String portal("https://developer.x.com/en/portal/dashboard");
constexpr QSize usualSize(620, 460);
} // namespace

ConnectWizard::ConnectWizard(QSettings *settings, const AccountView &again, QWidget *parent)
    : QDialog(parent), m_settings(settings), m_again(again), m_pages(new QStackedWidget(this)),
      m_costs(new CostsPage(this)), m_register(new RegisterPage(this)), m_keys(new KeysPage(this)),
      m_browser(new BrowserPage(this)), m_token(new TokenPage(this)), m_end(new EndPage(this)),
      m_trouble(paragraph({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connect X"));
    makePages();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    m_trouble->setContentsMargins(20, 4, 20, 0);
    m_trouble->hide();
    column->addWidget(m_trouble);
    column->addWidget(makeFoot());
    connectPages();
    fill();
    resize(usualSize);
}

void ConnectWizard::makePages()
{
    for (ConnectPage *page : {static_cast<ConnectPage *>(m_costs), static_cast<ConnectPage *>(m_register),
                              static_cast<ConnectPage *>(m_keys), static_cast<ConnectPage *>(m_browser),
                              static_cast<ConnectPage *>(m_token), static_cast<ConnectPage *>(m_end)})
        addPage(page);
}

// Each page has its own scroll area, so that nothing is cut off in a small window.
void ConnectWizard::addPage(ConnectPage *page)
{
    auto *area = new QScrollArea(m_pages);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus); // Page Up and Page Down still work, see keyPressEvent()
    area->setWidget(page);
    m_pages->addWidget(area);
}

QWidget *ConnectWizard::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(20, 10, 20, 14);
    m_back = new QPushButton(tr("&Back"), foot);
    m_next = new QPushButton(foot);
    m_close = new QPushButton(tr("C&lose"), foot);
    m_back->setAccessibleName(tr("Back"));
    m_close->setAccessibleName(tr("Close"));
    m_back->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_next->setDefault(true);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_close);
    row->addWidget(m_next);
    setTabOrder(m_pages, m_next);
    setTabOrder(m_next, m_back);
    setTabOrder(m_back, m_close);
    connect(m_back, &QPushButton::clicked, this, &ConnectWizard::back);
    connect(m_next, &QPushButton::clicked, this, &ConnectWizard::next);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    return foot;
}

void ConnectWizard::connectPages()
{
    for (ConnectPage *page : {static_cast<ConnectPage *>(m_keys), static_cast<ConnectPage *>(m_token),
                              static_cast<ConnectPage *>(m_end)})
        connect(page, &ConnectPage::changed, this, &ConnectWizard::validate);
    const auto byToken = [this] { go(ConnectStep::Token); };
    connect(m_costs, &CostsPage::tokenRequested, this, byToken);
    connect(m_keys, &KeysPage::tokenRequested, this, byToken);
    connect(m_register, &RegisterPage::portalRequested, this, &ConnectWizard::openPortal);
    connect(m_browser, &BrowserPage::pasted, this, &ConnectWizard::pasted);
    connect(m_end, &EndPage::keychainRequested, this, &ConnectWizard::keychainRequested);
    connect(m_end, &EndPage::sessionOnlyRequested, this, &ConnectWizard::sessionOnlyRequested);
}

void ConnectWizard::go(ConnectStep step)
{
    if (step == ConnectStep::Token && (m_step == ConnectStep::Costs || m_step == ConnectStep::Keys) && isVisible())
        m_beforeToken = m_step;
    m_step = step;
    ConnectPage *page = pageOf(step);
    m_pages->setCurrentIndex(static_cast<int>(m_pages->indexOf(page->parentWidget()->parentWidget())));
    complain({});
    validate();
    QWidget *first = page->first();
    (first && first->isEnabled() ? first : m_next->isVisibleTo(this) ? m_next : m_close)->setFocus();
    // The step changes within the same window, so a screen reader has to be notified.
    QAccessibleEvent named(page, QAccessible::Alert);
    QAccessible::updateAccessibility(&named);
    remember();
}

void ConnectWizard::validate()
{
    const QString text = nextText();
    QString name = text;
    m_next->setText(text);
    m_next->setAccessibleName(name.remove(u'&'));
    m_next->setVisible(!text.isEmpty());
    m_next->setEnabled(!m_token->isWaiting());
    m_back->setVisible(m_step != ConnectStep::Costs && !(m_step == ConnectStep::End && m_end->words().signedIn));
    m_close->setText(m_trying ? tr("Ca&ncel") : tr("C&lose"));
    m_close->setAccessibleName(m_trying ? tr("Cancel") : tr("Close"));
    m_close->setVisible(m_step != ConnectStep::End || !m_end->words().signedIn);
    // An error that is shown is updated; a new one is shown on Next only.
    if (!m_trouble->isHidden())
        complain(pageOf(m_step)->trouble());
}

void ConnectWizard::complain(const QString &trouble)
{
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    if (trouble.isEmpty())
        return;
    QAccessibleEvent alert(m_trouble, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ConnectWizard::next()
{
    const QString trouble = pageOf(m_step)->trouble();
    if (!trouble.isEmpty()) {
        complain(trouble);
        if (QWidget *first = pageOf(m_step)->first())
            first->setFocus();
        return;
    }
    switch (m_step) {
    case ConnectStep::Costs:
        return go(ConnectStep::Register);
    case ConnectStep::Register:
        return go(ConnectStep::Keys);
    case ConnectStep::Keys:
        return beginAttempt();
    case ConnectStep::Token:
        return submitToken();
    case ConnectStep::Browser:
        return;
    case ConnectStep::End:
        break;
    }
    const ConnectStep to = m_end->words().to;
    if (to == ConnectStep::End)
        accept();
    else if (to == ConnectStep::Browser)
        // The keys may be gone by now, for example if they were edited after going back.
        m_keys->trouble().isEmpty() ? beginAttempt() : go(ConnectStep::Keys);
    else
        go(to);
    if (to == ConnectStep::Token && m_token->hasToken()) // the token itself was not refused
        submitToken();
}

void ConnectWizard::back()
{
    cancelAttempt();
    go(m_step == ConnectStep::End && m_byToken ? ConnectStep::Token : before(m_step));
}

void ConnectWizard::cancelAttempt()
{
    m_token->forget();
    if (!m_trying)
        return;
    m_trying = false;
    m_token->setWaiting(false);
    Q_EMIT cancelled();
}

void ConnectWizard::beginAttempt()
{
    m_byToken = false;
    m_trying = true;
    m_browser->begin();
    go(ConnectStep::Browser);
    Q_EMIT signInRequested({.apiBase = m_keys->server().apiBase(),
                         .endpoints = m_keys->server().endpoints(),
                         .app = m_keys->app(),
                         .callback = usualCallback(m_register->port()),
                         .keep = m_keys->keep()});
}

void ConnectWizard::submitToken()
{
    m_byToken = true;
    m_trying = true;
    const QByteArray token = m_token->takeToken();
    m_token->setWaiting(true);
    complain({}); // the empty field is not an error now
    m_close->setFocus();
    Q_EMIT tokenGiven(m_token->server().apiBase(), token, m_token->keep());
}

void ConnectWizard::begun(const Result<SignInStarted> &started)
{
    if (!m_trying || m_step != ConnectStep::Browser)
        return;
    if (started.ok())
        return m_browser->begun(started.value(), m_register->port());
    m_trying = false;
    go(ConnectStep::Keys);
    complain(started.error().kind == ErrorKind::Usage
                 ? tr("The client ID or an address of the server does not work: compare them with what the server's "
                      "own pages say.")
                 : sentence(started.error(), {}));
}

void ConnectWizard::pasteSaid(const std::optional<CallbackEnd> &said)
{
    if (m_step == ConnectStep::Browser)
        m_browser->pasteSaid(said);
}

void ConnectWizard::stray()
{
    if (m_step == ConnectStep::Browser)
        m_browser->stray();
}

void ConnectWizard::ended(const SignInOutcome &outcome)
{
    // After a cancelled attempt only a success counts: the account exists.
    if (!m_trying && outcome.end != SignInEnd::SignedIn)
        return;
    m_trying = false;
    m_token->setWaiting(false);
    if (outcome.end != SignInEnd::Failed) // X has accepted or refused the token
        m_token->forget();
    m_end->show(outcome, aim());
    go(ConnectStep::End);
}

SignInTarget ConnectWizard::aim() const
{
    return {.again = m_again, .byToken = m_byToken, .keep = m_byToken ? m_token->keep() : m_keys->keep()};
}

bool ConnectWizard::shows(const QString &accountKey) const
{
    return m_step == ConnectStep::End && !accountKey.isEmpty() && m_end->account() == accountKey;
}

void ConnectWizard::keychainSaid(StoreOutcome outcome)
{
    m_end->keychainSaid(outcome);
}

void ConnectWizard::openPortal()
{
    complain(QDesktopServices::openUrl(QUrl(portal))
                 ? QString()
                 //: %1 is an address
                 : tr("No browser could be opened. Open %1 in a browser yourself.").arg(portal));
}

void ConnectWizard::done(int result)
{
    remember();
    cancelAttempt();
    QDialog::done(result);
}

void ConnectWizard::keyPressEvent(QKeyEvent *event)
{
    const auto *area = qobject_cast<QScrollArea *>(m_pages->currentWidget());
    if (area && event->key() == Qt::Key_PageDown)
        area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    else if (area && event->key() == Qt::Key_PageUp)
        area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
    else
        QDialog::keyPressEvent(event);
}

} // namespace postreel
