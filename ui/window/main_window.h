// The main window: composer and queue side by side (stacked when narrow), menus, drag and drop, message bars, status line.
// Invariant: does not use the engine. Every dropped, pasted or chosen file goes through FileImporter and is either
// accepted or reported in a message bar.
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
    QSettings *settings = nullptr; // stores geometry and panes; null: they are not stored
    QString cacheFolder;           // pasted pictures are saved here
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
    QAction &undoAction() const { return *m_undo; } // undoes the last removal; disabled at first
    FileImporter &fileImporter() const { return *m_fileImporter; }
    AccountsMenu &accountsMenu() const { return *m_accounts; }
    FixMenu &fixMenu() const { return *m_fixMenu; }
    void setRemindsOfAltText(bool reminds);
    QSettings *settings() const { return m_options.settings; }

    void chooseMedia();
    // Adds a checkable entry to the Queue menu; unchecked at first.
    QAction *addQueueOption(const QString &text);
    // Shows whether "Slow down" is active in the engine.
    void setSlowedDown(bool making);
    // Saves the text and the geometry, as closing does, but leaves the window open.
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
    QByteArray m_besideSizes; // QSplitter::saveState() per orientation; empty: not used yet
    QByteArray m_stackedSizes;
    Composer *m_composer;
    MessageArea *m_messages; // the composer's: there it takes space from the text, and nothing else moves
    QueuePane *m_queue;
    RemovalBar *m_removals;
    QAction *m_undo;
    QAction *m_slowDown; // "Slow down", or "Full speed again" while active
    bool m_slowedDown = false;
    StatusLine *m_status;
    FileImporter *m_fileImporter;
    std::unique_ptr<UnresponsiveFilesBar> m_hanging;
    DropOverlay *m_overlay = nullptr;
    QMenu *m_queueMenu = nullptr;
    AccountsMenu *m_accounts = nullptr;
    FixMenu *m_fixMenu = nullptr;
    QAction *m_remind = nullptr;
};

} // namespace postreel
