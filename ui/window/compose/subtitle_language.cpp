#include "ui/window/compose/subtitle_language.h"

#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace postreel {

namespace {

QString codeOf(QLocale::Language language)
{
    return QLocale::languageToCode(language).toUpper();
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
        if (const QString code = codeOf(locale.language()); code.size() == 2)
            languages << SubtitleLanguage{code, languageName(code)};
    }
    std::sort(languages.begin(), languages.end(), [](const SubtitleLanguage &a, const SubtitleLanguage &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return languages;
}

QString languageName(const QString &code)
{
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage || language == QLocale::C ? code
                                                                      : QLocale::languageToString(language);
}

QString languageInName(const QString &file)
{
    static const QRegularExpression ending(
        QStringLiteral("[._]([A-Za-z]{2,3})(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?$"));
    const QString found = ending.match(QFileInfo(file).completeBaseName()).captured(1);
    const QLocale::Language language = QLocale::codeToLanguage(found);
    const QString code = codeOf(language);
    return language != QLocale::AnyLanguage && code.size() == 2 ? code : QString();
}

} // namespace postreel
