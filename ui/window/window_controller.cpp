#include "ui/window/window_controller.h"

#include "ui/error_text.h"
#include "ui/shown_words.h"
#include "ui/usual_account.h"
#include "ui/window/account_controller.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/remote_files_controller.h"
#include "ui/window/connect/accounts_menu.h"
#include "ui/window/draft_controller.h"
#include "ui/window/fix_menu.h"
#include "ui/window/limits/speed_limit_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/removal_controller.h"
#include "ui/window/status_line.h"
#include "ui/window/status_messages.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <algorithm>

namespace postreel {

namespace {
const QLatin1String undoKey("composer/undoSeconds");
const QLatin1String ffmpegKey("told/ffmpeg");
const QLatin1String remindKey("composer/remindOfAltText");

// Why the chosen file cannot replace the missing one.
QString whyNotIt(const QString &file, const Error &error)
{
    const QString name = shownName(file);
    if (error.cause == ErrorCause::OtherFile)
        return WindowController::tr("%1 is not the file that was being sent. Find that one to continue.").arg(name);
    if (error.kind == ErrorKind::FileChanged)
        return WindowController::tr("%1 changed while it was being read: another program is still writing it. Wait until that is "
                             "done, then find it again.").arg(name);
    return withWordsOf(error, WindowController::tr("%1 cannot be read. Find the file that was being sent.").arg(name));
}
} // namespace

WindowController::WindowController(Engine &engine, MainWindow &window, BrowserLink browserLink, QObject *parent)
    : QObject(parent), m_engine(engine), m_window(window), m_browserLink(std::move(browserLink)),
      m_drafts(new DraftController(engine, window.composer(), window.messages(), window.queue().model(), this)),
      m_accounts(new AccountController(engine, window, m_browserLink, this)),
      m_removals(new RemovalController(engine, window, *m_drafts, this))
{
    new StatusMessages(engine, window.messages(), this);
    new RemoteFilesController(engine, window.fileImporter(), window.messages(), this);
    if (const QSettings *settings = window.settings())
        m_drafts->setUndoSeconds(settings->value(undoKey, 5).toInt());
    connectReminder();
    connectEngine();
    connectWindow();
    connectLimits();
    connectFixMenu();
    showAccounts();
}

void WindowController::connectLimits()
{
    connect(&m_engine, &Engine::statusChanged, this,
            [this](const StatusView &status) { m_window.setSlowedDown(status.slowedDown); });
    connect(&m_window, &MainWindow::slowDownRequested, &m_engine.network(), &EngineNetwork::slowDown);
    connect(&m_window, &MainWindow::speedLimitRequested, this, &WindowController::askSpeedLimit);
}

void WindowController::connectReminder()
{
    const bool reminds = m_window.settings() && m_window.settings()->value(remindKey).toBool();
    m_drafts->setRemindsOfAltText(reminds);
    m_window.setRemindsOfAltText(reminds);
    connect(&m_window, &MainWindow::remindOfAltTextChosen, this, [this](bool remind) {
        m_drafts->setRemindsOfAltText(remind);
        if (m_window.settings())
            m_window.settings()->setValue(remindKey, remind);
    });
}

void WindowController::connectFixMenu()
{
    connect(&m_window.fixMenu(), &FixMenu::chosen, &m_engine.media(), &EngineMedia::setFixByItself);
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        m_window.fixMenu().setFixesByItself(status.fixByItself);
        if (status.lacksFfmpeg)
            showFfmpegMissing();
    });
}

// Shown once per profile: what installing ffmpeg would add.
void WindowController::showFfmpegMissing()
{
    QSettings *settings = m_window.settings();
    if (std::exchange(m_ffmpegNoticeShown, true) || (settings && settings->value(ffmpegKey).toBool()))
        return;
    if (settings)
        settings->setValue(ffmpegKey, true);
    m_window.messages().addMessage(Severity::Active,
                                   tr("ffmpeg is not installed. Postreel works without it, but it only sees a file's type, "
                                      "size and duration, shows no pictures of videos, and cannot fix what X would refuse. "
                                      "Install the package ffmpeg to get all that."));
}

void WindowController::askSpeedLimit()
{
    const StatusView status = m_engine.status();
    auto *dialog = new SpeedLimitDialog(status.plainLimit, status.timetable, &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_engine.network().setPlainLimit(dialog->limit());
        m_engine.network().setTimetable(dialog->timetable());
    });
    dialog->open();
}

void WindowController::connectEngine()
{
    connect(&m_engine, &Engine::started, this, &WindowController::fill);
    connect(&m_engine, &Engine::notice, this,
            [this](const Error &error) { m_window.messages().addError(Severity::Warning, error); });
    connect(&m_engine.posts(), &EnginePosts::changed, this, [this](const PostView &post) {
        m_window.queue().model().put(post);
        m_drafts->postChanged(post);
        adopt(post);
        if (post.id == m_drafts->draft())
            showThumbnails();
    });
    connect(&m_engine.posts(), &EnginePosts::removed, this, [this](const QString &postId) {
        m_window.queue().model().remove(postId);
        m_drafts->postRemoved(postId);
    });
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        m_window.statusLine().setStatus(status);
        m_window.queue().setPaused(status.paused);
    });
    connect(&m_engine.accounts(), &EngineAccounts::changed, this, &WindowController::showAccounts);
}

void WindowController::connectWindow()
{
    connect(&m_window.fileImporter(), &FileImporter::began, this, [this](int drop, int files, Purpose purpose) {
        if (purpose == Purpose::Attach)
            m_drafts->expect(drop, files);
    });
    connect(&m_window.fileImporter(), &FileImporter::accepted, this, [this](const QStringList &files, Purpose purpose, int drop) {
        if (purpose == Purpose::Attach)
            m_drafts->take(drop, files);
        else
            m_drafts->makeDrafts(files);
    });
    connect(&m_window.fileImporter(), &FileImporter::ended, m_drafts, &DraftController::dropEnded);
    connect(&m_window.queue(), &QueuePane::shownUploadsChanged, this, &WindowController::showThumbnails);
    connect(&m_window, &MainWindow::aboutToClose, m_drafts, &DraftController::flush);
    connect(&m_window, &MainWindow::pauseAllRequested, &m_engine,
            [this](bool pause) { pause ? m_engine.posts().pauseAll() : m_engine.posts().resumeAll(); });
    connect(&m_window.queue(), &QueuePane::actionTriggered, this, &WindowController::act);
    connect(&m_window.queue(), &QueuePane::actionTriggeredForAll, this, &WindowController::actOnAll);
    connect(&m_window, &MainWindow::postAllDraftsRequested, this, &WindowController::postAllDrafts);
    connect(&m_window.queue(), &QueuePane::sandboxRequested, this, &WindowController::requestSandbox);
    connect(&m_window.composer(), &Composer::sandboxRequested, this, &WindowController::requestSandbox);
    connect(&m_window.accountsMenu(), &AccountsMenu::sandboxRequested, this, &WindowController::requestSandbox);
    connect(m_accounts, &AccountController::connected, &m_window.composer(), &Composer::chooseAccount);
    connect(&m_window.queue(), &QueuePane::historyRequested, this, [this](const QString &postId) {
        m_engine.posts().history(postId, this, [this, postId](const QVector<HistoryEntry> &entries) {
            m_window.queue().setHistory(postId, entries);
        });
    });
    connect(m_drafts, &DraftController::cleared, this, [this] {
        m_accountChosen = false;
        m_window.composer().setAccount(accountToShow());
    });
    connect(m_drafts, &DraftController::draftChanged, &m_window.queue().model(), &QueueModel::setEditedDraft);
    connect(m_accounts, &AccountController::usualAccountChanged, this, &WindowController::showAccounts);
    connect(&m_window.composer(), &Composer::accountChosen, this, [this](const QString &key) {
        m_accountChosen = true;
        if (m_window.settings())
            m_window.settings()->setValue(lastAccountKey, key);
        showAccounts();
    });
}

void WindowController::openDraft(const QString &postId)
{
    m_draftRequested = true;
    m_drafts->open(postId);
}

// Shows the Posts of the profile and opens the newest draft, unless another one was requested or the composer is in use.
void WindowController::fill()
{
    const QVector<PostView> posts = m_engine.posts().all();
    m_window.queue().model().putAll(posts);
    m_window.statusLine().setStatus(m_engine.status());
    if (m_draftRequested || !m_window.composer().isBlank())
        return;
    for (const PostView &post : posts)
        if (post.state == PostState::Draft)
            return m_drafts->open(post.id);
}

void WindowController::showAccounts()
{
    const QVector<AccountView> accounts = m_engine.accounts().all();
    Composer &composer = m_window.composer();
    composer.setAccounts(accounts, accountToShow());
    m_window.queue().setOffer(accounts.isEmpty());
    QString shown;
    for (const AccountView &account : accounts)
        if (account.key == composer.account())
            shown = account.label;
    m_window.statusLine().setAccount(shown);
    const QueueModel &posts = m_window.queue().model();
    for (int row = 0; row < posts.rowCount(); ++row)
        adopt(posts.postAt(row));
    if (m_sandboxPending)
        requestSandbox();
}

// Requests the sandbox until its account exists, then chooses it: for the Posts that asked for it, else for the open draft.
void WindowController::requestSandbox()
{
    for (const AccountView &account : m_engine.accounts().all()) {
        if (!account.sandbox)
            continue;
        m_sandboxPending = false;
        const QStringList posts = std::exchange(m_forSandbox, {});
        for (const QString &postId : posts)
            m_engine.posts().setAccount(postId, account.key);
        if (posts.isEmpty())
            m_window.composer().chooseAccount(account.key);
        return m_window.composer().focusText();
    }
    m_sandboxPending = true;
    Q_EMIT sandboxRequested(); // also if already pending: the last start may have failed
}

// A draft that was made without an account gets the account that is chosen now.
void WindowController::adopt(const PostView &post)
{
    const QString account = m_window.composer().account();
    const bool waits = m_forSandbox.contains(post.id);
    if (post.state == PostState::Draft && post.account.isEmpty() && !account.isEmpty() && !waits)
        m_engine.posts().setAccount(post.id, account);
}

// An open draft keeps its account; a new one gets the default account, else the last one used.
QString WindowController::accountToShow() const
{
    const QString shown = m_window.composer().account();
    const QVector<AccountView> accounts = m_engine.accounts().all();
    const auto isThere = [&accounts](const QString &key) {
        return std::any_of(accounts.cbegin(), accounts.cend(), [&key](const AccountView &one) { return one.key == key; });
    };
    if (!shown.isEmpty() && (!m_window.composer().isBlank() || (m_accountChosen && isThere(shown))))
        return shown;
    const QString last = m_window.settings() ? m_window.settings()->value(lastAccountKey).toString() : QString();
    for (const QString &key : {m_accounts->defaultAccount(), last, shown})
        if (isThere(key))
            return key;
    return {};
}

void WindowController::act(const QString &postId, PostAction action)
{
    const PostView *found = m_window.queue().model().find(postId);
    if (!found || !actionsOf(*found).contains(action))
        return;
    const PostView post = *found;
    switch (action) {
    case PostAction::TrySandbox:
    case PostAction::ConnectX:
        return chooseDestination(post, action);
    case PostAction::SignIn:
        return m_accounts->signInAgain(post.account);
    case PostAction::Post:
        return m_drafts->postDrafts({postId});
    case PostAction::Pause:
        return m_engine.posts().pause(postId);
    case PostAction::Resume:
    case PostAction::TryNow:
        return m_engine.posts().resume(postId);
    case PostAction::Retry:
        return m_engine.posts().retry(postId);
    case PostAction::SendFirst:
        return m_engine.posts().sendFirst(postId);
    case PostAction::Cancel:
        return m_engine.posts().cancel(postId);
    case PostAction::Discard:
        return m_removals->discard({postId});
    case PostAction::Remove:
        return m_removals->remove(postId);
    case PostAction::Fix:
    case PostAction::SendAnyway:
        return decide(post, action == PostAction::Fix);
    case PostAction::FindFile:
        return findFile(uploadWithMissingFile(post));
    case PostAction::Edit:
        return edit(post);
    case PostAction::Open:
    case PostAction::CopyLink:
    case PostAction::WasPosted:
    case PostAction::WasNotPosted:
        return actOnline(post, action);
    }
}

void WindowController::actOnAll(const QStringList &postIds, PostAction action)
{
    if (action == PostAction::Post)
        return m_drafts->postDrafts(postIds);
    if (action == PostAction::Discard)
        return m_removals->discard(postIds);
    for (const QString &id : postIds)
        act(id, action);
}

void WindowController::actOnline(const PostView &post, PostAction action)
{
    if (action == PostAction::Open) {
        if (!QDesktopServices::openUrl(m_browserLink ? m_browserLink(post.url) : post.url))
            m_window.messages()
                .addMessage(Severity::Warning, tr("No browser could be opened. Copy the link and open it in a browser yourself."))
                ->addAction(actionText(PostAction::CopyLink), this, [this, post] { actOnline(post, PostAction::CopyLink); });
    } else if (action == PostAction::CopyLink) {
        QGuiApplication::clipboard()->setText(post.url.toString(QUrl::FullyEncoded));
        m_window.messages().addBriefMessage(Severity::Good, tr("Link copied"));
    } else {
        m_engine.posts().decideOutcome(post.id, action == PostAction::WasPosted);
    }
}

// The thumbnails of the rows, the details and the open draft.
void WindowController::showThumbnails()
{
    QStringList shown = m_window.queue().shownUploads();
    const QueueModel &model = m_window.queue().model();
    if (const int row = model.rowOf(m_drafts->draft()); row >= 0)
        for (const UploadView &upload : model.postAt(row).uploads)
            shown << upload.id;
    if (std::exchange(m_shownThumbnails, shown) != shown)
        m_engine.media().showThumbnails(shown);
}

// Applies to every file of the Post that waits for a decision.
void WindowController::decide(const PostView &post, bool fix)
{
    for (const UploadView &upload : post.uploads)
        if (fix && canBeFixed(upload))
            m_engine.media().fix(upload.id);
        else if (!fix && upload.state == UploadState::NeedsFix)
            m_engine.media().sendAnyway(upload.id);
}

// For a file that was moved: the upload continues with its next segment if the chosen file is the same.
void WindowController::findFile(const UploadView &upload)
{
    const QString name = QFileInfo(upload.file).fileName();
    //: %1 is the name of a file
    auto *dialog = new QFileDialog(&m_window, tr("Where is %1 now?").arg(shownName(name)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setDirectory(QFileInfo(upload.file).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, [this, upload](const QString &file) {
        m_engine.media().findFile(upload.id, file, this, [this, upload, file](const Result<Done> &found) {
            if (!found)
                showNotFound(upload, file, found.error());
        });
    });
    dialog->open();
}

void WindowController::showNotFound(const UploadView &upload, const QString &file, const Error &error)
{
    if (error.kind == ErrorKind::Usage) // the upload no longer waits for a file
        return;
    MessageBar *bar = m_window.messages().addMessage(Severity::Warning, whyNotIt(file, error));
    bar->addAction(actionText(PostAction::FindFile), this, [this, upload] { findFile(upload); });
}

void WindowController::edit(const PostView &post)
{
    if (post.state == PostState::Draft)
        m_drafts->open(post.id);
    else if (post.state == PostState::Cancelled && !post.canBeDraft) // a part of it may be on X
        m_drafts->copy(post);
    else
        m_drafts->takeBack({post.id});
}

} // namespace postreel
