// The window: composer and queue side by side (stacked when narrow), menus, drops, bars, status line.
// Invariant: knows no engine; what comes in by drop, paste or dialog goes through FileImporter and is either
// accepted or told in a message bar.
#pragma once

#include "ui/window/compose/file_importer.h"
#include "ui/window/unresponsive_files_bar.h"

#include <QMainWindow>

class QAction;
class QMenu;
class QSettings;
class QSplitter;

namespace postreel {

class AccountsMenu;
class Composer;
class DropOverlay;
class FixMenu;
class MessageArea;
class QueuePane;
class RemovalBar;
class StatusLine;
class PictureCache;

struct WindowOptions
{
    QSettings *settings = nullptr; // geometry and panes are remembered there; null: nowhere
    QString cacheFolder;           // pasted pictures are saved there
    QString logFile;               // its end goes into "Copy diagnostics"; may be empty
};

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WindowOptions options);

    Composer &composer() const { return *m_composer; }
    QueuePane &queue() const { return *m_queue; }
    StatusLine &statusLine() const { return *m_status; }
    MessageArea &messages() const { return *m_messages; }
    RemovalBar &removalBar() const { return *m_removals; }
    QAction &undoAction() const { return *m_undo; } // takes back what was removed; off at first
    FileImporter &intake() const { return *m_intake; }
    AccountsMenu &accountsMenu() const { return *m_accounts; }
    FixMenu &fixMenu() const { return *m_fixMenu; }
    void setRemindsOfAltText(bool reminds);
    QSettings *settings() const { return m_options.settings; }

    void chooseMedia();
    // A choice in the menu of the queue that is on or off; off at first.
    QAction *addQueueOption(const QString &text);
    // "Slow down" as the engine has it.
    void setSlowedDown(bool making);
    // What was typed, and where the window stands; as at its closing, but it stays.
    void saveAll();

Q_SIGNALS:
    void pauseAllRequested(bool pause);
    void postAllDraftsRequested();
    void slowDownRequested(bool make);
    void speedLimitRequested();
    void remindOfAltTextChosen(bool remind);
    void aboutToClose();

protected:
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void layOut();
    void makeMenus();
    void slowDownAction();
    void makeKeys();
    void connectParts();
    void changePane();
    void arrange();
    void remember();
    void restore();
    void about();
    void copyDiagnostics();
    DropOverlay &overlay();
    void hideOverlay();

    QByteArray &sizesIn(Qt::Orientation orientation);

    const WindowOptions m_options;
    PictureCache *m_pictures;
    QSplitter *m_splitter;
    QByteArray m_besideSizes; // of the panes, as the splitter saves them; empty: never so
    QByteArray m_stackedSizes;
    Composer *m_composer;
    MessageArea *m_messages; // the composer's: there the text gives way to it, and nothing else moves
    QueuePane *m_queue;
    RemovalBar *m_removals;
    QAction *m_undo;
    QAction *m_slowDown; // "Slow down", or "Full speed again" while that lasts
    bool m_slowedDown = false;
    StatusLine *m_status;
    FileImporter *m_intake;
    std::unique_ptr<UnresponsiveFilesBar> m_hanging;
    DropOverlay *m_overlay = nullptr;
    QMenu *m_queueMenu = nullptr;
    AccountsMenu *m_accounts = nullptr;
    FixMenu *m_fixMenu = nullptr;
    QAction *m_remind = nullptr;
};

} // namespace postreel
