// The languages that are part of the program.
#include "tests/support/test_main.h"
#include "ui/cli/cli_text.h"
#include "ui/translation.h"

using namespace postreel;

namespace {
QString drafts(const Translation &translation, int count)
{
    return translation.translate("postreel::RemovalController", "%n draft(s) discarded", nullptr, count);
}
} // namespace

class TranslationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void englishHasItsPlurals();
    void aLanguageThatIsNotThereIsEnglish();
    void whatHasNoPluralStaysAsItIs();
};

void TranslationTest::englishHasItsPlurals()
{
    const Translation translation(QLocale(QStringLiteral("en_GB")));
    QCOMPARE(drafts(translation, 1), QStringLiteral("%n draft discarded"));
    QCOMPARE(drafts(translation, 0), QStringLiteral("%n drafts discarded"));
    QCOMPARE(drafts(translation, 2), QStringLiteral("%n drafts discarded"));
    QCOMPARE(drafts(translation, 21), QStringLiteral("%n drafts discarded"));
}

void TranslationTest::aLanguageThatIsNotThereIsEnglish()
{
    for (const char *name : {"C", "de_DE", "ja_JP", "ar_EG"})
        QCOMPARE(drafts(Translation(QLocale(QLatin1String(name))), 2), QStringLiteral("%n drafts discarded"));
}

void TranslationTest::whatHasNoPluralStaysAsItIs()
{
    Translation translation;
    QVERIFY(QCoreApplication::installTranslator(&translation));
    QCOMPARE(CliText::tr("Sandbox"), QStringLiteral("Sandbox"));
    QCoreApplication::removeTranslator(&translation);
}

POSTREEL_TEST_MAIN(TranslationTest)
#include "tst_translation.moc"
