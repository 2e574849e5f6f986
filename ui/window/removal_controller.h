// Removes Posts and drafts, reports it, and undoes the last removal: by the bar's button, and by Ctrl+Z where there is
// no text to undo.
// Invariant: the engine decides what can be undone; only the former selection is kept here.
#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QObject>

namespace postreel {

class DraftController;
class MainWindow;

// "“holiday.mp4” removed", "Draft discarded", "3 Posts removed".
QString removalText(const RemovalView &removal);
// A note that answers a likely worry, as a sentence; empty: none.
QString removalNote(const RemovalView &removal);

class RemovalController : public QObject
{
    Q_OBJECT
public:
    RemovalController(Engine &engine, MainWindow &window, DraftController &controller, QObject *parent);

    // Removes the row of a Post that has ended.
    void remove(const QString &postId);
    // Discards drafts; other Posts among the ids are ignored.
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
    QHash<QString, QString> m_selected; // by removed Post: the Post whose row was current at the time
};

} // namespace postreel
