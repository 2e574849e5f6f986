#include "ui/translation.h"

// The linker drops a static library's resources unless Q_INIT_RESOURCE is used, which must be outside a namespace.
static void initTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace postreel {

Translation::Translation(const QLocale &locale, QObject *parent) : QTranslator(parent)
{
    initTranslations();
    const QString folder = QStringLiteral(":/translations");
    if (!load(locale, QStringLiteral("postreel"), QStringLiteral("_"), folder)
        && !load(QStringLiteral("postreel_en"), folder))
        qFatal("The English plurals were not built into the program.");
}

} // namespace postreel
