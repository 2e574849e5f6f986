// Who is held by "Pause all".
#include "app/engine/pauses.h"
#include "app/store/database.h"

#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

class TestPauses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsAllButThoseThatWereResumedAlone();
    void isKept_data();
    void isKept();
};

namespace {
const QString one = QStringLiteral("one");
const QString other = QStringLiteral("other");
}

void TestPauses::holdsAllButThoseThatWereResumedAlone()
{
    Database database;
    Settings settings(database);
    Pauses pauses(settings);
    pauses.onResumed(one); // nothing holds it, so this is no word for later
    pauses.setAll(true);
    QVERIFY(pauses.hold(one) && pauses.hold(other));
    pauses.onResumed(one);
    QVERIFY(!pauses.hold(one) && pauses.hold(other));
    pauses.onPaused(one);
    QVERIFY(pauses.hold(one));
    pauses.onResumed(one);
    pauses.setAll(true); // the newer word is for all
    QVERIFY(pauses.hold(one));
    pauses.setAll(false);
    QVERIFY(!pauses.hold(one) && !pauses.hold(other));
}

void TestPauses::isKept_data()
{
    QTest::addColumn<bool>("kept");
    QTest::addColumn<bool>("early"); // said before the profile was open
    QTest::addColumn<bool>("held");
    QTest::newRow("nobody said so") << false << false << false;
    QTest::newRow("in an earlier run") << true << false << true;
    QTest::newRow("before the profile was open") << false << true << true;
    QTest::newRow("both") << true << true << true;
}

void TestPauses::isKept()
{
    QFETCH(const bool, kept);
    QFETCH(const bool, early);
    QFETCH(const bool, held);
    QTemporaryDir folder;
    Database database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("postreel.sqlite"))));
    Settings settings(database);
    settings.setPausedAll(kept);
    Pauses pauses(settings);
    if (early)
        pauses.setAll(true);
    pauses.open();
    QCOMPARE(pauses.all(), held);
    pauses.setAll(!held);
    QVERIFY(pauses.save().ok());
    QCOMPARE(settings.pausedAll(), !held);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestPauses)
#include "tst_pauses.moc"
