// A window, a window controller and the fake engine, and hands that work the accounts in them.
// Invariant: finds only what a person would see.
#pragma once

#include "browser_catcher.h"
#include "fake_engine.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/compose/account_picker.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/connect/accounts_menu.h"
#include "ui/window/connect/connect_wizard.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/window_controller.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

namespace postreel::testing {

inline AccountView ann()
{
    return {.key = text("api.x.com/1"),
            .label = text("@ann"),
            .name = text("Ann <b>B</b>"),
            .userId = text("1"),
            .apiBase = QUrl(text("https://api.x.com")),
            .clientId = text("client-1"),
            .kept = true};
}

inline AccountView bob()
{
    return {.key = text("api.x.com/2"), .label = text("@bob"), .userId = text("2"), .kept = true};
}

inline AccountView sandbox()
{
    return {.key = text("sandbox"), .label = text("Sandbox"), .sandbox = true};
}

struct Fixture
{
    BrowserCatcher browser;
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Engine engine{EngineOptions{}};
    MainWindow window{{.settings = &settings, .cacheFolder = folder.path(), .logFile = {}}};
    WindowController controller{engine, window};
    AccountPicker *picker = window.findChild<AccountPicker *>();

    Fixture() { window.show(); }
    void put(const AccountView &account) { engine.accounts().add(account, {}, {}); }
    ConnectWizard *wizard() const { return window.findChild<ConnectWizard *>(); }
    template <typename W>
    static W *find(const QWidget &within, const char *name)
    {
        for (W *widget : within.findChildren<W *>())
            if (widget->accessibleName() == text(name) && widget->isVisible())
                return widget;
        return nullptr;
    }
    static void press(const QWidget &within, const char *name)
    {
        QCoreApplication::processEvents(); // the buttons of a bar are shown a moment after it
        auto *button = find<QAbstractButton>(within, name);
        QVERIFY2(button && button->isEnabled(), name);
        button->click();
    }
    QStringList bars() const
    {
        QStringList texts;
        for (const MessageBar *bar : window.messages().bars())
            texts << bar->text();
        return texts;
    }
    // The entry of that account's submenu.
    QAction *entry(const char *account, const char *what) const
    {
        for (QAction *one : window.accountsMenu().actions())
            if (one->menu() && one->text().contains(text(account)))
                for (QAction *each : one->menu()->actions())
                    if (each->text().remove(u'&') == text(what))
                        return each;
        return nullptr;
    }
    void choose(const char *key)
    {
        picker->setCurrentIndex(picker->findData(text(key)));
        Q_EMIT picker->activated(picker->currentIndex());
    }
    void toBrowser()
    {
        Q_EMIT window.accountsMenu().connectRequested();
        while (wizard()->step() != ConnectStep::Keys)
            press(*wizard(), "Next");
        find<QLineEdit>(*wizard(), "Client ID")->setText(text("client-1"));
        find<QPushButton>(*wizard(), "Open the browser")->click();
    }
};

inline SignInOutcome signedIn(StoreOutcome kept = StoreOutcome::Stored)
{
    return {.end = SignInEnd::SignedIn,
            .account = {.key = text("api.x.com/1"), .userId = text("1"), .handle = text("ann")},
            .kept = kept};
}

} // namespace postreel::testing
