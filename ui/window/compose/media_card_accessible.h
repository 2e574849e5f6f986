// The accessible interface of a media card. The entries of its menu are its actions, as assistive technology does not
// see a popup as part of the window.
// Invariant: the actions are those that the menu would show now; one runs only after the request for it has returned,
// because it may delete the card.
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
