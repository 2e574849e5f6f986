// What is shown over the whole window while something is dragged over it: where it can be let go.
// Invariant: takes no events itself (the window does), and every point of it belongs to one target.
#pragma once

#include "ui/window/compose/file_importer.h"

#include <QWidget>

namespace postreel {

class DropTargetCard;

// Where what a target says stands: one below the other in the middle of it. The glyph is empty where there is no room for it.
struct DropTargetPlaces
{
    QRect glyph;
    QRect title;
    QRect explanation;
};
QFont dropTitleFont(const QFont &font);
DropTargetPlaces dropTargetPlaces(const QSize &target, const QFont &font, const QString &title, const QString &explanation);

class DropOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit DropOverlay(QWidget *window);

    // `attachable`: the files can share the Post in the composer; else only "One Post per file" is offered.
    void offer(bool attachable, int fileCount);
    Purpose targetAt(const QPoint &position) const;
    void setHot(Purpose target);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DropTargetCard *m_attach;
    DropTargetCard *m_oneEach;
};

} // namespace postreel
