// Removes what a person wants removed, says so, and takes the last of it back: by the bar's button, and by Ctrl+Z where no
// text is to be undone.
// Invariant: what can be taken back is the engine's to say; here is only what the window looked like before.
#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QObject>

namespace postreel {

class DraftController;
class MainWindow;

// "“holiday.mp4” removed", "Draft discarded", "3 Posts removed".
QString removalText(const RemovalView &removal);
// What a person may fear of it, as a sentence; empty: nothing.
QString removalNote(const RemovalView &removal);

class RemovalController : public QObject
{
    Q_OBJECT
public:
    RemovalController(Engine &engine, MainWindow &window, DraftController &controller, QObject *parent);

    // A row of the queue that has ended.
    void remove(const QString &postId);
    // Drafts, from their rows.
    void discard(const QStringList &postIds);

private:
    void show(const RemovalView &last);
    void undo();
    void cameBack(const RemovalView &back);
    void select(const RemovalView &back);
    void rememberSelection(const QString &postId);

    Engine &m_engine;
    MainWindow &m_window;
    DraftController &m_drafts;
    RemovalView m_last;
    QHash<QString, QString> m_selected; // by Post that was removed: the one whose row was the current one then
};

} // namespace postreel
