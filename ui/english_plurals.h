// Singular and plural of the English source texts that hold a number ("%n Post(s)").
// Invariant: answers only for texts of its table; every translation installed after it comes first.
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
