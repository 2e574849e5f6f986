// A card of the composer as assistive technology sees it: what its menu offers are its actions, since what pops up is no part
// of the window for them.
// Invariant: an action is one that the menu would show now, and runs only once whoever asked for it has its answer: it may
// take the card away.
#pragma once

#include <QAccessibleWidget>

namespace postreel {

class MediaCard;

class MediaCardAccessible : public QAccessibleWidget
{
public:
    static void install();
    explicit MediaCardAccessible(MediaCard *card);

    QStringList actionNames() const override;
    QString localizedActionName(const QString &name) const override;
    QString localizedActionDescription(const QString &name) const override;
    void doAction(const QString &name) override;

private:
    MediaCard *card() const;
};

} // namespace postreel
