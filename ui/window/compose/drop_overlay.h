// The overlay over the whole window during a drag: shows where to drop.
// Invariant: takes no events itself (the window does), and every point of it belongs to one target.
#pragma once

#include "ui/window/compose/file_importer.h"

#include <QWidget>

namespace postreel {

class DropTargetCard;

// The parts of a drop target, stacked in its centre. `glyph` is empty if there is no room for it.
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

    // `attachable`: the files can share the Post in the composer; otherwise only "One Post per file" is offered.
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
