#include "ui/window/connect/connect_intro_pages.h"

#include "ui/window/connect/connect_progress.h"
#include "ui/window/parts/disclosure.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace postreel {

CostsPage::CostsPage(QWidget *parent) : ConnectPage(tr("What it takes"), parent)
{
    say(tr("X lets a program post for you only through a developer account. Before you begin, you need:"));
    //: One point of a list
    say(tr("• A developer account at X. Open one at developer.x.com, with the X account you post from or another one."));
    say(tr("• Credit in that developer account. X charges for each Post; without credit it takes none."));
    say(tr("• About ten minutes, once. The next two steps tell you what to do there."));
    say(tr("When this version of Postreel was made, X charged $0.015 for a Post, $0.20 for a Post with a link in it, "
           "and $0.005 for each alt text. X sets these prices and may change them: the developer portal has the "
           "current ones. Postreel charges nothing."));
    connect(addTokenButton(), &QPushButton::clicked, this, &CostsPage::tokenRequested);
    column()->addStretch(1);
}

RegisterPage::RegisterPage(QWidget *parent)
    : ConnectPage(tr("Register your app"), parent), m_portal(new QPushButton(tr("&Open the developer portal"), this)),
      m_callback(new QLineEdit(this)), m_copy(new QPushButton(tr("&Copy"), this)), m_port(new QSpinBox(this)),
      m_copied(nullptr)
{
    say(tr("In X's developer portal, create an app or choose one you have. Under its “User authentication settings”, "
           "enter exactly this:"));
    m_portal->setAccessibleName(tr("Open the developer portal"));
    m_portal->setAutoDefault(false);
    column()->addWidget(m_portal, 0, Qt::AlignLeading);
    QFormLayout *form = makeForm();
    //: The names and values in this list are those of X's developer portal, which speaks English.
    form->addRow(new QLabel(tr("Type of app:"), this),
                 paragraph(tr("“Native App” (“Web App” works too, but comes with a client secret)"), this));
    form->addRow(new QLabel(tr("App permissions:"), this), paragraph(tr("“Read and write”"), this));
    auto *callback = new QWidget(this);
    auto *row = new QHBoxLayout(callback);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_callback, 1);
    row->addWidget(m_copy);
    auto *words = new QLabel(tr("Callbac&k URI:"), this);
    words->setBuddy(m_callback);
    form->addRow(words, callback);
    column()->addLayout(form);
    QWidget *portRow = makePortRow();
    column()->addWidget(new Disclosure(tr("Change the &port"), portRow, this), 0, Qt::AlignLeading);
    column()->addWidget(portRow);
    m_copied = say();
    say(tr("Where X asks for a website, the address of your profile will do. Save there, then continue here."));
    column()->addStretch(1);
    m_callback->setReadOnly(true);
    m_callback->setLayoutDirection(Qt::LeftToRight); // an address is left to right in every language
    m_callback->setAccessibleName(tr("Callback URI"));
    m_copy->setAccessibleName(tr("Copy the callback URI"));
    m_copy->setAutoDefault(false);
    connect(m_portal, &QPushButton::clicked, this, &RegisterPage::portalRequested);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_callback->text());
        m_copied->setText(tr("Copied."));
        m_copied->show();
    });
    setPort(usualCallbackPort);
}

QWidget *RegisterPage::makePortRow()
{
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    m_port->setRange(leastCallbackPort, 65535);
    m_port->setGroupSeparatorShown(false);
    auto *form = makeForm();
    addRow(*form, tr("Po&rt on this computer:"), tr("Port on this computer"), m_port);
    rows->addWidget(paragraph(tr("Only change this if another program uses the port. It is part of the callback URI, "
                                 "so change it at X too."),
                              part));
    rows->addLayout(form);
    m_port->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_port, &QSpinBox::valueChanged, this, [this] {
        showCallback();
        Q_EMIT changed();
    });
    return part;
}

void RegisterPage::showCallback()
{
    m_callback->setText(usualCallback(port()).toString());
    m_callback->setCursorPosition(0);
    m_copied->hide();
}

quint16 RegisterPage::port() const
{
    return static_cast<quint16>(m_port->value());
}

void RegisterPage::setPort(quint16 port)
{
    m_port->setValue(port);
    showCallback();
}

QWidget *RegisterPage::first() const
{
    return m_portal;
}

} // namespace postreel
