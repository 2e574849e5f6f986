// The languages that subtitles may be in, for people to choose from. Not by their own names: to measure those, a window
// would load a font for every script of the world.
// Invariant: pure; codes are two capitals, as X takes them, and each language is there once.
#pragma once

#include <QString>
#include <QVector>

namespace postreel {

struct SubtitleLanguage
{
    QString code; // "DE"
    QString name; // "German"
};

// Those that have a code of two letters, by name.
QVector<SubtitleLanguage> subtitleLanguages();

// The name of a code; the code itself when it is none.
QString languageName(const QString &code);

// The code that a file's name ends with: "film.de.srt", "film.pt-BR.vtt"; empty when it has none.
QString languageInName(const QString &file);

} // namespace postreel
