#include "ui/window/connect/connect_browser_page.h"

#include "ui/window/connect/sign_in_text.h"
#include "ui/window/parts/flow_layout.h"

#include <QAccessible>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace postreel {

namespace {

QPushButton *plainButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAccessibleName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

BrowserPage::BrowserPage(QWidget *parent)
    : ConnectPage(tr("Allow it in the browser"), parent), m_aim(nullptr), m_state(nullptr), m_port(nullptr),
      m_open(plainButton(tr("&Open the browser again"), tr("Open the browser again"), this)),
      m_copy(plainButton(tr("&Copy the address"), tr("Copy the address"), this)), m_paste(new QLineEdit(this)),
      m_use(plainButton(tr("&Use it"), tr("Use what was pasted"), this)), m_answer(nullptr)
{
    layOut();
    m_paste->setAccessibleName(tr("Address of the browser's last page, or the code"));
    m_paste->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_paste->setLayoutDirection(Qt::LeftToRight);
    m_copy->setToolTip(tr("For a browser on another device: open the address there"));
    connect(m_open, &QPushButton::clicked, this, &BrowserPage::openBrowser);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_authorize.toString(QUrl::FullyEncoded));
        setAnswer(tr("Address copied. Open it in any browser, even on another device, then paste the address of its last "
                "page into the field above."));
    });
    connect(m_paste, &QLineEdit::textChanged, this, [this] { setReady(!m_authorize.isEmpty()); });
    connect(m_paste, &QLineEdit::returnPressed, this, &BrowserPage::handIn);
    connect(m_use, &QPushButton::clicked, this, &BrowserPage::handIn);
    begin();
}

void BrowserPage::layOut()
{
    m_aim = say();
    m_state = say();
    m_port = say();
    auto *buttons = new FlowLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_copy);
    column()->addLayout(buttons);
    auto *words = paragraph(tr("If Postreel does not continue by itself, &paste the address of the browser's last "
                               "page, or the code:"),
                            this);
    words->setTextInteractionFlags(Qt::NoTextInteraction); // otherwise its mnemonic would not work
    words->setBuddy(m_paste);
    column()->addWidget(words);
    auto *paste = new QHBoxLayout;
    paste->addWidget(m_paste, 1);
    paste->addWidget(m_use);
    column()->addLayout(paste);
    m_answer = say();
    say(tr("X keeps one sign-in for each app and user: signing in with the same app on a second computer ends this "
           "one. Register an app for each computer."));
    column()->addStretch(1);
    m_aim->hide();
}

QWidget *BrowserPage::first() const
{
    return m_paste;
}

void BrowserPage::setAim(const QString &aim)
{
    m_aim->setText(aim);
    m_aim->setVisible(!aim.isEmpty());
}

void BrowserPage::begin()
{
    m_authorize.clear();
    m_paste->clear();
    m_answer->hide();
    m_port->hide();
    m_state->setText(tr("Preparing the address…"));
    setReady(false);
}

void BrowserPage::begun(const SignInStarted &started, quint16 port)
{
    m_authorize = started.authorize;
    m_portTaken = started.portTaken;
    setReady(true);
    m_port->setVisible(started.portTaken);
    if (started.portTaken)
        //: %1 is the number of a port
        m_port->setText(tr("Another program is using port %1 on this computer, so the browser cannot come back by "
                           "itself: paste the address of its last page. Or close that program, or go back and change "
                           "the port, both here and in the developer portal.")
                            .arg(port));
    openBrowser();
}

void BrowserPage::openBrowser()
{
    const QString scheme = m_authorize.scheme();
    const bool web = scheme == QLatin1String("https") || scheme == QLatin1String("http");
    const bool opened = web && QDesktopServices::openUrl(m_authorize);
    if (opened && m_portTaken)
        m_state->setText(tr("X's page is open in your browser: sign in there if it asks, and allow the app. Then "
                            "paste the address of its last page below."));
    else if (opened)
        m_state->setText(tr("X's page is open in your browser: sign in there if it asks, and allow the app. Postreel "
                            "then continues by itself."));
    else
        m_state->setText(tr("No browser could be opened. Copy the address and open it in a browser yourself; Postreel "
                            "is waiting here for the answer."));
    m_answer->hide();
}

void BrowserPage::handIn()
{
    const QString text = m_paste->text().trimmed();
    if (text.isEmpty() || m_authorize.isEmpty())
        return;
    m_paste->clear(); // a code must not stay visible
    m_paste->setFocus();
    m_answer->hide();
    Q_EMIT pasted(text);
}

void BrowserPage::pasteSaid(const std::optional<CallbackEnd> &said)
{
    setAnswer(pastedText(said));
}

void BrowserPage::stray()
{
    setAnswer(tr("A page from an earlier attempt came back and was not used. This attempt continues: use the page that was "
            "opened last."));
}

void BrowserPage::setReady(bool ready)
{
    m_open->setEnabled(ready);
    m_copy->setEnabled(ready);
    m_paste->setEnabled(ready);
    m_use->setEnabled(ready && !m_paste->text().trimmed().isEmpty());
}

void BrowserPage::setAnswer(const QString &answer)
{
    m_answer->setText(answer);
    m_answer->show();
    // The focus does not move, so a screen reader has to be notified.
    QAccessibleEvent alert(m_answer, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace postreel
