// The languages that can be chosen for subtitles. Their English names are used: to measure native names, a window would
// load a font for every script of the world.
// Invariant: pure; codes are two capital letters, as X requires, and no language occurs twice.
#pragma once

#include <QString>
#include <QVector>

namespace postreel {

struct SubtitleLanguage
{
    QString code; // "DE"
    QString name; // "German"
};

// The languages with a two-letter code, sorted by name.
QVector<SubtitleLanguage> subtitleLanguages();

// The name of a language code; returns the code itself if it is unknown.
QString languageName(const QString &code);

// The language code at the end of a file name: "film.de.srt", "film.pt-BR.vtt"; empty if there is none.
QString languageInName(const QString &file);

} // namespace postreel
