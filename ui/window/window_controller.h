// Connects window and engine: user actions become commands, snapshots become rows.
// Invariant: keeps no state of a Post itself.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/browser_link.h"
#include "ui/window/parts/post_actions.h"

#include <QObject>

namespace postreel {

class AccountController;
class DraftController;
class MainWindow;
class RemovalController;

class WindowController : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it. Create it before calling Engine::start().
    WindowController(Engine &engine, MainWindow &window, BrowserLink browserLink = {}, QObject *parent = nullptr);

    // Opens this draft once the engine reports it, instead of the newest draft.
    void openDraft(const QString &postId);

Q_SIGNALS:
    void sandboxRequested(); // "Try it in the sandbox"

private:
    void connectEngine();
    void connectWindow();
    void connectLimits();
    void connectFixMenu();
    void connectReminder();
    void showFfmpegMissing();
    void askSpeedLimit();
    void fill();
    void showAccounts();
    void requestSandbox();
    void adopt(const PostView &post);
    void chooseDestination(const PostView &post, PostAction action);
    QString accountToShow() const;
    void act(const QString &postId, PostAction action);
    void actOnAll(const QStringList &postIds, PostAction action);
    void postAllDrafts();
    void actOnline(const PostView &post, PostAction action);
    void edit(const PostView &post);
    void decide(const PostView &post, bool fix);
    void findFile(const UploadView &upload);
    void showNotFound(const UploadView &upload, const QString &file, const Error &error);
    void showThumbnails();

    Engine &m_engine;
    MainWindow &m_window;
    const BrowserLink m_browserLink;
    DraftController *m_drafts;
    AccountController *m_accounts;
    RemovalController *m_removals;
    QStringList m_shownThumbnails; // ids of the uploads whose thumbnails are requested
    bool m_draftRequested = false; // openDraft() was called
    bool m_ffmpegNoticeShown = false;
    bool m_accountChosen = false; // by the user, for the draft being written
    QStringList m_forSandbox;      // Posts that go there, other than the open draft
    bool m_sandboxPending = false; // the user asked for it; it is starting
};

} // namespace postreel
