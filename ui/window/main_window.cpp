#include "ui/window/main_window.h"

#include "ui/media_mix.h"
#include "ui/window/about_dialog.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/drop.h"
#include "ui/window/compose/drop_overlay.h"
#include "ui/window/connect/accounts_menu.h"
#include "ui/window/diagnostics.h"
#include "ui/window/fix_menu.h"
#include "ui/window/parts/cursor_rest.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/tooltips.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/removal_bar.h"
#include "ui/window/status_line.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace postreel {

namespace {

constexpr int stackedBelow = 720; // logical pixels
const QLatin1String moreKey("window/detailsMore");

QString splitterKey(Qt::Orientation orientation)
{
    return orientation == Qt::Horizontal ? QStringLiteral("window/splitter")
                                         : QStringLiteral("window/splitterStacked");
}

// Everything that can be sent, or fixed so that it can.
QString mediaPatterns()
{
    QStringList patterns;
    for (const QString &suffix : suffixesOfMedia())
        patterns << QStringLiteral("*.") % suffix;
    return patterns.join(u' ');
}

} // namespace

MainWindow::MainWindow(WindowOptions options)
    : m_options(std::move(options)), m_pictures(new PictureCache(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_composer(new Composer(*m_pictures, m_splitter)),
      m_messages(&m_composer->messages()), m_queue(new QueuePane(*m_pictures, m_splitter)),
      m_removals(new RemovalBar(m_splitter)), m_undo(new QAction(tr("&Undo removing"), this)),
      m_slowDown(new QAction(this)), m_status(new StatusLine(m_slowDown, this)),
      m_fileImporter(new FileImporter(m_options.cacheFolder, this))
{
    setWindowTitle(QStringLiteral("Postreel"));
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    setMinimumSize(480, 600); // for stacked panes, whatever the orientation is now
    layOut();
    slowDownAction();
    makeMenus();
    makeKeys();
    connectParts();
    restore();
    m_composer->focusText();
}

void MainWindow::layOut()
{
    m_splitter->addWidget(m_composer);
    auto *right = new QWidget(m_splitter);
    auto *below = new QVBoxLayout(right);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_queue, 1);
    below->addWidget(m_removals);
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setHandleWidth(5);
    setCentralWidget(m_splitter);
    setStatusBar(m_status);
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&New Post"), QKeySequence(QKeySequence::New), this,
                    [this] { Q_EMIT m_composer->newPostRequested(); });
    file->addAction(tr("&Add media…"), QKeySequence(QKeySequence::Open), this, &MainWindow::chooseMedia);
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setEnabled(false);
    file->addAction(m_undo);
    m_fixMenu = new FixMenu(file);
    file->addMenu(m_fixMenu);
    m_remind = file->addAction(tr("&Remind me about missing alt text"));
    m_remind->setCheckable(true);
    connect(m_remind, &QAction::triggered, this, &MainWindow::remindOfAltTextChosen);
    file->addSeparator();
    QAction *quit =
        file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &MainWindow::close);
    quit->setMenuRole(QAction::QuitRole);
    m_queueMenu = menuBar()->addMenu(tr("&Queue"));
    m_queueMenu->addAction(tr("&Pause all"), this, [this] { Q_EMIT pauseAllRequested(true); });
    m_queueMenu->addAction(tr("&Resume all"), this, [this] { Q_EMIT pauseAllRequested(false); });
    m_queueMenu->addSeparator();
    m_queueMenu->addAction(tr("Post all &drafts…"), this, &MainWindow::postAllDraftsRequested);
    m_queueMenu->addSeparator();
    m_queueMenu->addAction(m_slowDown);
    m_queueMenu->addAction(tr("Speed &limit…"), this, &MainWindow::speedLimitRequested);
    m_accounts = new AccountsMenu(menuBar());
    menuBar()->addMenu(m_accounts);
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("Copy &diagnostics"), this, &MainWindow::copyDiagnostics);
    help->addAction(tr("&About Postreel"), this, &MainWindow::about)->setMenuRole(QAction::AboutRole);
}

void MainWindow::slowDownAction()
{
    m_slowDown->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    setSlowedDown(false);
    connect(m_slowDown, &QAction::triggered, this, [this] { Q_EMIT slowDownRequested(!m_slowedDown); });
}

void MainWindow::setRemindsOfAltText(bool reminds)
{
    m_remind->setChecked(reminds);
}

void MainWindow::setSlowedDown(bool making)
{
    m_slowedDown = making;
    // The text says what a click does, as with "Pause all" and "Resume all".
    m_slowDown->setText(making ? tr("&Full speed again") : tr("&Slow down"));
    m_slowDown->setToolTip(
        withKey(making ? tr("Uploads run at a quarter of their speed; this ends it before the hour is over")
                       : tr("Uploads run at a quarter of their speed for an hour, leaving the rest to others"),
                m_slowDown->shortcut()));
}

QAction *MainWindow::addQueueOption(const QString &text)
{
    m_queueMenu->addSeparator();
    QAction *action = m_queueMenu->addAction(text);
    action->setCheckable(true);
    return action;
}

void MainWindow::makeKeys()
{
    connect(new QShortcut(QKeySequence(Qt::Key_F6), this), &QShortcut::activated, this,
            &MainWindow::changePane);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, m_composer,
                &Composer::tryPost);
}

void MainWindow::connectParts()
{
    connect(m_composer, &Composer::addMediaRequested, this, &MainWindow::chooseMedia);
    connect(m_composer, &Composer::mediaPasted, this,
            [this](const QMimeData &pasted) { m_fileImporter->take(pasted, Purpose::Attach); });
    connect(m_queue, &QueuePane::pauseAllRequested, this, &MainWindow::pauseAllRequested);
    connect(m_fileImporter, &FileImporter::refused, this, [this](const QStringList &sentences) {
        if (MessageBar *bar = m_messages->addMessages(Severity::Warning, sentences))
            m_messages->offerToAdd(*bar);
    });
    connect(m_fileImporter, &FileImporter::pasteFailed, this,
            [this](const QString &sentence) { m_messages->addMessage(Severity::Warning, sentence); });
    connect(m_messages, &MessageArea::addMediaRequested, this, &MainWindow::chooseMedia);
    new CursorRest(this);
    m_hanging = std::make_unique<UnresponsiveFilesBar>(*m_messages);
    connect(m_fileImporter, &FileImporter::hanging, this, [this](const QStringList &paths) { m_hanging->show(paths); });
}

void MainWindow::changePane()
{
    if (m_queue->isAncestorOf(focusWidget()) || m_removals->isAncestorOf(focusWidget()))
        m_composer->focusText();
    else
        m_queue->focusList();
}

void MainWindow::chooseMedia()
{
    auto *dialog = new QFileDialog(this, tr("Add media"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    //: %1 are patterns of file names, such as *.mp4 *.png
    dialog->setNameFilters({tr("Videos and pictures (%1)").arg(mediaPatterns()), tr("All files (*)")});
    if (m_options.settings)
        dialog->setDirectory(m_options.settings->value(QStringLiteral("window/mediaFolder")).toString());
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &files) {
        if (m_options.settings)
            m_options.settings->setValue(QStringLiteral("window/mediaFolder"),
                                         dialog->directory().absolutePath());
        m_fileImporter->takeFiles(files, Purpose::Attach);
    });
    dialog->open();
}

DropOverlay &MainWindow::overlay()
{
    if (!m_overlay)
        m_overlay = new DropOverlay(this);
    return *m_overlay;
}

void MainWindow::hideOverlay()
{
    if (m_overlay)
        m_overlay->hide();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!FileImporter::canImport(*event->mimeData()))
        return;
    QVector<FileKind> kinds;
    for (const UploadView &upload : m_composer->uploads())
        kinds << kindOf(upload);
    const QStringList files = decodeUrls(event->mimeData()->urls()).files;
    for (const QString &file : files)
        kinds << kindByName(file);
    overlay().setGeometry(rect());
    overlay().offer(canShareOnePost(kinds), static_cast<int>(files.size()));
    overlay().setHot(overlay().targetAt(event->position().toPoint()));
    overlay().show();
    overlay().raise();
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragMoveEvent(QDragMoveEvent *event)
{
    overlay().setHot(overlay().targetAt(event->position().toPoint()));
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *event)
{
    hideOverlay();
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const Purpose purpose = overlay().targetAt(event->position().toPoint());
    hideOverlay();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_fileImporter->take(*event->mimeData(), purpose);
    activateWindow(); // the file manager had the keyboard focus
    m_composer->focusText();
}

bool MainWindow::event(QEvent *event)
{
    const bool done = QMainWindow::event(event);
    // A dialog was closed: the focus stays in the queue if it was there, otherwise it goes to the text.
    if (event->type() == QEvent::WindowUnblocked && !m_queue->isAncestorOf(focusWidget()))
        m_composer->focusText();
    return done;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
    if (m_overlay)
        m_overlay->setGeometry(rect());
}

QByteArray &MainWindow::sizesIn(Qt::Orientation orientation)
{
    return orientation == Qt::Horizontal ? m_besideSizes : m_stackedSizes;
}

void MainWindow::arrange()
{
    const Qt::Orientation wanted = width() < stackedBelow ? Qt::Vertical : Qt::Horizontal;
    m_composer->setMaximumWidth(wanted == Qt::Horizontal ? m_composer->greatestWidth() : QWIDGETSIZE_MAX);
    if (wanted == m_splitter->orientation())
        return;
    sizesIn(m_splitter->orientation()) = m_splitter->saveState();
    m_splitter->setOrientation(wanted);
    if (m_splitter->restoreState(sizesIn(wanted)))
        m_splitter->setOrientation(wanted);
    else if (wanted == Qt::Vertical)
        m_splitter->setSizes({height() * 11 / 20, height() * 9 / 20});
}

void MainWindow::remember()
{
    if (!m_options.settings)
        return;
    m_options.settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_options.settings->setValue(moreKey, m_queue->showsMore());
    sizesIn(m_splitter->orientation()) = m_splitter->saveState();
    for (const Qt::Orientation orientation : {Qt::Horizontal, Qt::Vertical})
        m_options.settings->setValue(splitterKey(orientation), sizesIn(orientation));
}

void MainWindow::restore()
{
    const QSettings *settings = m_options.settings;
    m_queue->setShowsMore(settings && settings->value(moreKey).toBool());
    if (!settings || !restoreGeometry(settings->value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1080, 720);
    arrange();
    if (settings) // only after arrange(), which may save sizes of panes that are not laid out yet
        for (const Qt::Orientation orientation : {Qt::Horizontal, Qt::Vertical})
            sizesIn(orientation) = settings->value(splitterKey(orientation)).toByteArray();
    if (m_splitter->restoreState(sizesIn(m_splitter->orientation())))
        arrange();
    else if (m_splitter->orientation() == Qt::Horizontal)
        m_splitter->setSizes({width() * 2 / 5, width() * 3 / 5});
}

void MainWindow::saveAll()
{
    Q_EMIT aboutToClose();
    remember();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveAll();
    QMainWindow::closeEvent(event);
}

void MainWindow::about()
{
    (new AboutDialog(this))->open();
}

void MainWindow::copyDiagnostics()
{
    QGuiApplication::clipboard()->setText(diagnosticsText(m_queue->model(), m_options.logFile));
    m_messages->addBriefMessage(
        Severity::Good, tr("Diagnostics copied. They contain no secrets; look through them before you pass them on."));
}

} // namespace postreel
