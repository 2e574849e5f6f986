#include "ui/window/compose/media_card_accessible.h"

#include "ui/window/compose/media_card.h"
#include "ui/window/parts/accessible_factory.h"

#include <QAction>

namespace postreel {

void MediaCardAccessible::install()
{
    installAccessible<MediaCard, MediaCardAccessible>();
}

MediaCardAccessible::MediaCardAccessible(MediaCard *card) : QAccessibleWidget(card, QAccessible::Grouping) {}

MediaCard *MediaCardAccessible::card() const
{
    return qobject_cast<MediaCard *>(object());
}

QStringList MediaCardAccessible::actionNames() const
{
    QStringList names;
    if (MediaCard *of = card())
        for (const MediaCard::Offer &offer : of->offers())
            names << offer.name;
    return names + QAccessibleWidget::actionNames();
}

QString MediaCardAccessible::localizedActionName(const QString &name) const
{
    const QStringList others = QAccessibleWidget::actionNames();
    return others.contains(name) ? QAccessibleWidget::localizedActionName(name) : name;
}

// The names need no further description.
QString MediaCardAccessible::localizedActionDescription(const QString &name) const
{
    return localizedActionName(name);
}

void MediaCardAccessible::doAction(const QString &name)
{
    MediaCard *of = card();
    if (!of || QAccessibleWidget::actionNames().contains(name))
        return QAccessibleWidget::doAction(name);
    const auto run = [of, name] {
        const QVector<MediaCard::Offer> offers = of->offers(); // may have changed since the request
        for (const MediaCard::Offer &offer : offers)
            if (offer.name == name)
                return offer.action->trigger();
    };
    QMetaObject::invokeMethod(of, run, Qt::QueuedConnection);
}

} // namespace postreel
