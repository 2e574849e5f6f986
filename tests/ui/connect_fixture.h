// The wizard of "Connect X" without an engine, and hands that press what is shown in it.
// Invariant: finds only what a person would see.
#pragma once

#include "browser_catcher.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/connect/connect_wizard.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>

namespace postreel::testing {

inline const QUrl authorize(QStringLiteral("https://x.com/i/oauth2/authorize?state=s%2Bt"));

struct Fixture
{
    BrowserCatcher browser;
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    QPointer<ConnectWizard> wizard;

    explicit Fixture(const AccountView &again = {}) { open(again); }
    ~Fixture() { delete wizard; }
    void open(const AccountView &again = {})
    {
        delete wizard;
        wizard = new ConnectWizard(&settings, again, nullptr);
        wizard->open();
        wizard->activateWindow();
    }

    // What is on the present page or at its foot.
    template <typename W>
    W *find(const char *name) const
    {
        for (W *widget : wizard->findChildren<W *>())
            if (widget->accessibleName() == text(name) && widget->isVisible())
                return widget;
        return nullptr;
    }
    void press(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button && button->isEnabled(), name);
        button->click();
    }
    bool says(const char *words) const
    {
        for (const QLabel *label : wizard->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text(words)))
                return true;
        return false;
    }
    void toKeys(const char *client = "client-1") const
    {
        while (wizard->step() != ConnectStep::Keys)
            press("Next");
        find<QLineEdit>("Client ID")->setText(text(client));
    }
    void toBrowser() const
    {
        toKeys();
        press("Open the browser");
    }
    // What stands in the file of the settings.
    QByteArray kept()
    {
        settings.sync();
        QFile file(settings.fileName());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

inline AccountView ann()
{
    return {.key = text("api.x.com/1"), .label = text("@ann"), .userId = text("1"), .clientId = text("ann's-client")};
}

inline SignInOutcome signedIn(const char *id = "1", const char *handle = "ann")
{
    return {.end = SignInEnd::SignedIn,
            .account = {.key = text("api.x.com/") % text(id), .userId = text(id), .handle = text(handle)}};
}

} // namespace postreel::testing
