// What the program says in the language of its user, from translations/: for now its plurals in English.
#pragma once

#include <QLocale>
#include <QTranslator>

namespace postreel {

// Not installed yet: QCoreApplication::installTranslator() does that.
class Translation final : public QTranslator
{
    Q_OBJECT
public:
    // English where there is no translation for `locale`.
    explicit Translation(const QLocale &locale = QLocale(), QObject *parent = nullptr);
};

} // namespace postreel
