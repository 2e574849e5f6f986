#include "ui/window/subtitle_language.h"

#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace postreel {

namespace {

SubtitleLanguage described(QLocale::Language language)
{
    const QString code = QLocale::languageToCode(language).toUpper();
    const QString name = QLocale::languageToString(language);
    const QString own = QLocale(language).nativeLanguageName();
    const bool adds = language != QLocale::English && !own.isEmpty() && own != name;
    // Isolated: a name may run from right to left.
    const QString both = adds ? QString(name % QStringLiteral(", \u2068") % own % QChar(0x2069)) : name;
    return {code, name, both % QStringLiteral(" (") % code % u')'};
}

} // namespace

QVector<SubtitleLanguage> subtitleLanguages()
{
    QSet<QLocale::Language> known{QLocale::C};
    QVector<SubtitleLanguage> languages;
    const QList<QLocale> locales =
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    for (const QLocale &locale : locales) {
        if (known.contains(locale.language()))
            continue;
        known.insert(locale.language());
        if (const SubtitleLanguage language = described(locale.language()); language.code.size() == 2)
            languages << language;
    }
    std::sort(languages.begin(), languages.end(), [](const SubtitleLanguage &a, const SubtitleLanguage &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return languages;
}

QString languageName(const QString &code)
{
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage || language == QLocale::C ? code : QLocale::languageToString(language);
}

QString languageInName(const QString &file)
{
    static const QRegularExpression ending(QStringLiteral("[._]([A-Za-z]{2,3})(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?$"));
    const QString found = ending.match(QFileInfo(file).completeBaseName()).captured(1);
    const QLocale::Language language = QLocale::codeToLanguage(found);
    const QString code = QLocale::languageToCode(language).toUpper();
    return language != QLocale::AnyLanguage && code.size() == 2 ? code : QString();
}

} // namespace postreel
