// Joins the window and the engine: what the person wants becomes commands, snapshots become rows.
// Invariant: the only class of the window that knows both; it holds no state of a Post itself.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/browser_link.h"
#include "ui/window/row_facts.h"

#include <QObject>

namespace postreel {

class AccountDesk;
class DraftDesk;
class MainWindow;
class RemovalDesk;

class Workbench : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it. Make it before Engine::start().
    Workbench(Engine &engine, MainWindow &window, BrowserLink browserLink = {}, QObject *parent = nullptr);

    // Shows a draft in the composer as soon as the engine tells of it, in place of the newest one.
    void openDraft(const QString &postId);

Q_SIGNALS:
    void sandboxRequested(); // "Try it in the sandbox"

private:
    void connectEngine();
    void connectWindow();
    void connectLimits();
    void connectMending();
    void connectReminder();
    void tellOfFfmpeg();
    void askSpeedLimit();
    void fill();
    void showAccounts();
    void wantSandbox();
    void adopt(const PostView &post);
    void chooseWhere(const PostView &post, QueueAction action);
    QString accountToShow() const;
    void act(const QString &postId, QueueAction action);
    void actOnAll(const QStringList &postIds, QueueAction action);
    void postAllDrafts();
    void actOnline(const PostView &post, QueueAction action);
    void edit(const PostView &post);
    void decide(const PostView &post, bool fix);
    void findFile(const UploadView &upload);
    void tellNotFound(const UploadView &upload, const QString &file, const Error &error);
    void showThumbnails();

    Engine &m_engine;
    MainWindow &m_window;
    const BrowserLink m_browserLink;
    DraftDesk *m_desk;
    AccountDesk *m_accounts;
    RemovalDesk *m_removals;
    QStringList m_shownThumbnails; // uploads
    bool m_draftAsked = false; // somebody said which draft to open
    bool m_ffmpegTold = false;
    bool m_accountChosen = false; // by the person, for what is being written
    bool m_sandboxAwaited = false; // the person wants it; it is on its way
};

} // namespace postreel
