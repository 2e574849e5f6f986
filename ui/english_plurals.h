// Provides the singular and plural of the English source texts that contain a number ("%n Post(s)").
// Invariant: it answers only for texts in its table; a translator installed later takes precedence.
#pragma once

#include <QTranslator>

namespace postreel {

class EnglishPlurals final : public QTranslator
{
    Q_OBJECT
public:
    explicit EnglishPlurals(QObject *parent = nullptr) : QTranslator(parent) {}

    QString translate(const char *context, const char *sourceText, const char *disambiguation = nullptr,
                      int n = -1) const override;
    bool isEmpty() const override { return false; }
};

} // namespace postreel
