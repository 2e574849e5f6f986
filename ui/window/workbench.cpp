#include "ui/window/workbench.h"

#include "ui/error_text.h"
#include "ui/usual_account.h"
#include "ui/window/account_desk.h"
#include "ui/window/accounts_menu.h"
#include "ui/window/composer.h"
#include "ui/window/draft_desk.h"
#include "ui/window/foreign_desk.h"
#include "ui/window/main_window.h"
#include "ui/window/mending_menu.h"
#include "ui/window/message_area.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_pane.h"
#include "ui/window/queue_view.h"
#include "ui/window/removal_desk.h"
#include "ui/window/speed_limit_dialog.h"
#include "ui/window/standing_bars.h"
#include "ui/window/status_line.h"

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

// Why a file does not stand in for the one that was being sent.
QString whyNotIt(const QString &file, const Error &error)
{
    const QString name = shownName(file);
    if (error.detail == ErrorDetail::OtherFile)
        return Workbench::tr("%1 is not the file that was being sent. Find that one to continue.").arg(name);
    if (error.kind == ErrorKind::FileChanged)
        return Workbench::tr("%1 changed while it was being read: another program is still writing it. Wait until that is "
                             "done, then find it again.").arg(name);
    return withWordsOf(error, Workbench::tr("%1 cannot be read. Find the file that was being sent.").arg(name));
}
} // namespace

Workbench::Workbench(Engine &engine, MainWindow &window, BrowserLink browserLink, QObject *parent)
    : QObject(parent), m_engine(engine), m_window(window), m_browserLink(std::move(browserLink)),
      m_desk(new DraftDesk(engine, window.composer(), window.messages(), window.queue().model(), this)),
      m_accounts(new AccountDesk(engine, window, m_browserLink, this)),
      m_removals(new RemovalDesk(engine, window, *m_desk, this))
{
    new StandingBars(engine, window.messages(), this);
    new ForeignDesk(engine, window.intake(), window.messages(), this);
    if (const QSettings *settings = window.settings())
        m_desk->setUndoSeconds(settings->value(undoKey, 5).toInt());
    connectReminder();
    connectEngine();
    connectWindow();
    connectLimits();
    connectMending();
    showAccounts();
}

void Workbench::connectLimits()
{
    connect(&m_engine, &Engine::statusChanged, this,
            [this](const StatusView &status) { m_window.setMakingRoom(status.makingRoom); });
    connect(&m_window, &MainWindow::makeRoomWanted, &m_engine, &Engine::makeRoom);
    connect(&m_window, &MainWindow::speedLimitWanted, this, &Workbench::askSpeedLimit);
}

void Workbench::connectReminder()
{
    const bool reminds = m_window.settings() && m_window.settings()->value(remindKey).toBool();
    m_desk->setRemindsOfAltText(reminds);
    m_window.setRemindsOfAltText(reminds);
    connect(&m_window, &MainWindow::remindOfAltTextChosen, this, [this](bool remind) {
        m_desk->setRemindsOfAltText(remind);
        if (m_window.settings())
            m_window.settings()->setValue(remindKey, remind);
    });
}

void Workbench::connectMending()
{
    connect(&m_window.mendingMenu(), &MendingMenu::chosen, &m_engine, &Engine::setFixByItself);
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        m_window.mendingMenu().setFixesByItself(status.fixByItself);
        if (status.lacksFfmpeg)
            tellOfFfmpeg();
    });
}

// Once per profile: what installing it would add.
void Workbench::tellOfFfmpeg()
{
    QSettings *settings = m_window.settings();
    if (std::exchange(m_ffmpegTold, true) || (settings && settings->value(ffmpegKey).toBool()))
        return;
    if (settings)
        settings->setValue(ffmpegKey, true);
    m_window.messages().tell(Mood::Active,
                             tr("ffmpeg is not installed. Postreel works without it, but it only sees a file's type, "
                                "size and duration, shows no pictures of videos, and cannot fix what X would refuse. "
                                "Install the package ffmpeg to get all that."));
}

void Workbench::askSpeedLimit()
{
    const StatusView status = m_engine.status();
    auto *dialog = new SpeedLimitDialog(status.plainLimit, status.timetable, &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_engine.setLimit(dialog->limit());
        m_engine.setTimetable(dialog->timetable());
    });
    dialog->open();
}

void Workbench::connectEngine()
{
    connect(&m_engine, &Engine::started, this, &Workbench::fill);
    connect(&m_engine, &Engine::notice, this,
            [this](const Error &error) { m_window.messages().tellError(Mood::Warning, error); });
    connect(&m_engine, &Engine::postChanged, this, [this](const PostView &post) {
        m_window.queue().model().put(post);
        m_desk->postChanged(post);
        adopt(post);
        if (post.id == m_desk->draft())
            showThumbnails();
    });
    connect(&m_engine, &Engine::postRemoved, this, [this](const QString &postId) {
        m_window.queue().model().remove(postId);
        m_desk->postRemoved(postId);
    });
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) {
        m_window.statusLine().setStatus(status);
        m_window.queue().setPaused(status.paused);
    });
    connect(&m_engine, &Engine::accountsChanged, this, &Workbench::showAccounts);
}

void Workbench::connectWindow()
{
    connect(&m_window.intake(), &Intake::began, this, [this](int drop, int files, Purpose purpose) {
        if (purpose == Purpose::Attach)
            m_desk->expect(drop, files);
    });
    connect(&m_window.intake(), &Intake::accepted, this, [this](const QStringList &files, Purpose purpose, int drop) {
        if (purpose == Purpose::Attach)
            m_desk->take(drop, files);
        else
            m_desk->makeDrafts(files);
    });
    connect(&m_window.intake(), &Intake::ended, m_desk, &DraftDesk::dropEnded);
    connect(&m_window.queue(), &QueuePane::shownUploadsChanged, this, &Workbench::showThumbnails);
    connect(&m_window, &MainWindow::aboutToClose, m_desk, &DraftDesk::flush);
    connect(&m_window, &MainWindow::pauseAllWanted, &m_engine,
            [this](bool pause) { pause ? m_engine.pauseAll() : m_engine.resumeAll(); });
    connect(&m_window.queue(), &QueuePane::acted, this, &Workbench::act);
    connect(&m_window.queue(), &QueuePane::actedOnSeveral, this, &Workbench::actOnAll);
    connect(&m_window, &MainWindow::postAllDraftsWanted, this, &Workbench::postAllDrafts);
    connect(&m_window.queue(), &QueuePane::sandboxWanted, this, &Workbench::wantSandbox);
    connect(&m_window.composer(), &Composer::sandboxWanted, this, &Workbench::wantSandbox);
    connect(&m_window.accountsMenu(), &AccountsMenu::sandboxWanted, this, &Workbench::wantSandbox);
    connect(m_accounts, &AccountDesk::connected, &m_window.composer(), &Composer::chooseAccount);
    connect(&m_window.queue(), &QueuePane::historyWanted, this, [this](const QString &postId) {
        m_engine.history(postId, this, [this, postId](const QVector<HistoryEntry> &entries) {
            m_window.queue().setHistory(postId, entries);
        });
    });
    connect(m_desk, &DraftDesk::begunAnew, this, [this] {
        m_accountChosen = false;
        m_window.composer().setAccount(accountToShow());
    });
    connect(m_desk, &DraftDesk::draftChanged, &m_window.queue().model(), &QueueModel::setWritten);
    connect(m_accounts, &AccountDesk::usualAccountChanged, this, &Workbench::showAccounts);
    connect(&m_window.composer(), &Composer::accountChosen, this, [this](const QString &key) {
        m_accountChosen = true;
        if (m_window.settings())
            m_window.settings()->setValue(lastAccountKey, key);
        showAccounts();
    });
}

void Workbench::openDraft(const QString &postId)
{
    m_draftAsked = true;
    m_desk->open(postId);
}

// What the profile holds; the newest draft comes back, unless something is being written already.
void Workbench::fill()
{
    const QVector<PostView> posts = m_engine.posts();
    m_window.queue().model().putAll(posts);
    m_window.statusLine().setStatus(m_engine.status());
    if (m_draftAsked || !m_window.composer().isBlank())
        return;
    for (const PostView &post : posts)
        if (post.state == PostState::Draft)
            return m_desk->open(post.id);
}

void Workbench::showAccounts()
{
    const QVector<AccountView> accounts = m_engine.accounts();
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
    if (m_sandboxAwaited)
        wantSandbox();
}

// Asks for the sandbox until it is there, then chooses it for what is being written.
void Workbench::wantSandbox()
{
    for (const AccountView &account : m_engine.accounts()) {
        if (!account.sandbox)
            continue;
        m_sandboxAwaited = false;
        m_window.composer().chooseAccount(account.key);
        return m_window.composer().focusText();
    }
    m_sandboxAwaited = true;
    Q_EMIT sandboxRequested(); // again, too: it may not have started the last time
}

// What was dropped and written before there was an account goes along into the choice.
void Workbench::adopt(const PostView &post)
{
    const QString account = m_window.composer().account();
    if (post.state == PostState::Draft && post.account.isEmpty() && !account.isEmpty())
        m_engine.setAccount(post.id, account);
}

// A Post that was to go out, as the command line can ask for, is a draft again until it is known where it goes.
void Workbench::chooseWhere(const PostView &post, QueueAction action)
{
    if (post.state != PostState::Draft)
        m_desk->takeBack({post.id});
    if (action == QueueAction::TrySandbox)
        wantSandbox();
    else
        m_accounts->connectX();
}

// What is being written keeps its account; a new draft begins with the default one, else the one used last.
QString Workbench::accountToShow() const
{
    const QString shown = m_window.composer().account();
    if (!shown.isEmpty() && (m_accountChosen || !m_window.composer().isBlank()))
        return shown;
    const QString last = m_window.settings() ? m_window.settings()->value(lastAccountKey).toString() : QString();
    const QVector<AccountView> accounts = m_engine.accounts();
    for (const QString &key : {m_accounts->usualAccount(), last})
        if (std::any_of(accounts.cbegin(), accounts.cend(), [&key](const AccountView &one) { return one.key == key; }))
            return key;
    return shown;
}

void Workbench::act(const QString &postId, QueueAction action)
{
    const PostView *found = m_window.queue().model().find(postId);
    if (!found || !actionsOf(*found).contains(action))
        return;
    const PostView post = *found;
    switch (action) {
    case QueueAction::TrySandbox:
    case QueueAction::ConnectX:
        return chooseWhere(post, action);
    case QueueAction::SignIn:
        return m_accounts->signInAgain(post.account);
    case QueueAction::Post:
        return m_desk->postDrafts({postId});
    case QueueAction::Pause:
        return m_engine.pause(postId);
    case QueueAction::Resume:
    case QueueAction::TryNow:
        return m_engine.resume(postId);
    case QueueAction::Retry:
        return m_engine.retry(postId);
    case QueueAction::SendFirst:
        return m_engine.sendFirst(postId);
    case QueueAction::Cancel:
        return m_engine.cancel(postId);
    case QueueAction::Discard:
        return m_removals->discard({postId});
    case QueueAction::Remove:
        return m_removals->remove(postId);
    case QueueAction::Fix:
    case QueueAction::SendAnyway:
        return decide(post, action == QueueAction::Fix);
    case QueueAction::FindFile:
        return findFile(awayIn(post));
    case QueueAction::Edit:
        return edit(post);
    case QueueAction::Open:
    case QueueAction::CopyLink:
    case QueueAction::WasPosted:
    case QueueAction::WasNotPosted:
        return actOnline(post, action);
    }
}

void Workbench::actOnAll(const QStringList &postIds, QueueAction action)
{
    if (action == QueueAction::Post)
        return m_desk->postDrafts(postIds);
    if (action == QueueAction::Discard)
        return m_removals->discard(postIds);
    for (const QString &id : postIds)
        act(id, action);
}

void Workbench::actOnline(const PostView &post, QueueAction action)
{
    if (action == QueueAction::Open) {
        if (!QDesktopServices::openUrl(m_browserLink ? m_browserLink(post.url) : post.url))
            m_window.messages()
                .tell(Mood::Warning, tr("No browser could be opened. Copy the link and open it in a browser yourself."))
                ->addAction(actionText(QueueAction::CopyLink), this, [this, post] { actOnline(post, QueueAction::CopyLink); });
    } else if (action == QueueAction::CopyLink) {
        QGuiApplication::clipboard()->setText(post.url.toString(QUrl::FullyEncoded));
        m_window.messages().tellBriefly(Mood::Good, tr("Link copied"));
    } else {
        m_engine.decideOutcome(post.id, action == QueueAction::WasPosted);
    }
}

// Those of the rows, of the details and of what is being written.
void Workbench::showThumbnails()
{
    QStringList shown = m_window.queue().shownUploads();
    const QueueModel &model = m_window.queue().model();
    if (const int row = model.rowOf(m_desk->draft()); row >= 0)
        for (const UploadView &upload : model.postAt(row).uploads)
            shown << upload.id;
    if (std::exchange(m_shownThumbnails, shown) != shown)
        m_engine.showThumbnails(shown);
}

// About all of its files that wait for it.
void Workbench::decide(const PostView &post, bool fix)
{
    for (const UploadView &upload : post.uploads)
        if (fix && canBeFixed(upload))
            m_engine.fix(upload.id);
        else if (!fix && upload.state == UploadState::NeedsFix)
            m_engine.sendAnyway(upload.id);
}

// A file that moved: the upload goes on at its next segment if the chosen one is the same.
void Workbench::findFile(const UploadView &upload)
{
    const QString name = QFileInfo(upload.file).fileName();
    //: %1 is the name of a file
    auto *dialog = new QFileDialog(&m_window, tr("Where is %1 now?").arg(shownName(name)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setDirectory(QFileInfo(upload.file).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, [this, upload](const QString &file) {
        m_engine.findFile(upload.id, file, this, [this, upload, file](const Result<Done> &found) {
            if (!found)
                tellNotFound(upload, file, found.error());
        });
    });
    dialog->open();
}

void Workbench::tellNotFound(const UploadView &upload, const QString &file, const Error &error)
{
    if (error.kind == ErrorKind::Usage) // it waits for nothing any more
        return;
    MessageBar *bar = m_window.messages().tell(Mood::Warning, whyNotIt(file, error));
    bar->addAction(actionText(QueueAction::FindFile), this, [this, upload] { findFile(upload); });
}

void Workbench::edit(const PostView &post)
{
    if (post.state == PostState::Draft)
        m_desk->open(post.id);
    else if (post.state == PostState::Cancelled && !post.canBeDraft) // a part of it may be on X
        m_desk->copy(post);
    else
        m_desk->takeBack({post.id});
}

} // namespace postreel
