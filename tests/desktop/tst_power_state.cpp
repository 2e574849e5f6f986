// The kernel's list of power supplies, as it looks on real machines, and the rule for keeping awake.
#include "app/desktop/power_state.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace postreel;

namespace {

// "supply/file" → what it says.
using Files = QMap<QString, QByteArray>;

bool write(const QTemporaryDir &folder, const Files &files)
{
    for (auto it = files.begin(); it != files.end(); ++it) {
        QFile file(folder.filePath(it.key()));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) ||
            file.write(it.value() + '\n') < 0)
            return false;
    }
    return true;
}

Files battery(const QString &name, const QByteArray &status, const QByteArray &capacity)
{
    return {{name + QStringLiteral("/type"), "Battery"},
            {name + QStringLiteral("/status"), status},
            {name + QStringLiteral("/capacity"), capacity}};
}

Files mains(const QByteArray &type, const QByteArray &online)
{
    return {{QStringLiteral("AC/type"), type}, {QStringLiteral("AC/online"), online}};
}

Files with(Files files, const Files &more)
{
    files.insert(more);
    return files;
}

} // namespace

class TestPowerState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void supplies_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<bool>("onBattery");
        QTest::addColumn<int>("percent");

        const QString first = QStringLiteral("BAT0");
        const QString second = QStringLiteral("BAT1");
        const Files discharging = battery(first, "Discharging", "42");
        QTest::newRow("nothing") << Files{} << false << 100;
        QTest::newRow("a desktop with mains") << mains("Mains", "1") << false << 100;
        QTest::newRow("discharging") << with(discharging, mains("Mains", "0")) << true << 42;
        QTest::newRow("charging") << with(battery(first, "Charging", "42"), mains("Mains", "1")) << false
                                  << 42;
        QTest::newRow("full") << with(battery(first, "Full", "100"), mains("USB", "1")) << false << 100;
        QTest::newRow("a weak supply is one") << with(discharging, mains("USB", "1")) << false << 42;
        QTest::newRow("no word of the mains") << discharging << true << 42;
        QTest::newRow("status unknown") << battery(first, "Unknown", "42") << false << 42;
        QTest::newRow("a mouse's") << with(discharging, {{QStringLiteral("BAT0/scope"), "Device"}}) << false
                                   << 100;
        QTest::newRow("no capacity") << with(discharging, {{QStringLiteral("BAT0/capacity"), ""}}) << true
                                     << 100;
        QTest::newRow("no sense") << battery(first, "Discharging", "garbage") << true << 100;
        QTest::newRow("below zero") << battery(first, "Discharging", "-5") << true << 100;
        QTest::newRow("over full") << battery(first, "Discharging", "104") << true << 100;
        const Files two = with(battery(first, "Discharging", "10"), battery(second, "Unknown", "50"));
        QTest::newRow("two") << two << true << 30;
        const Files sizes{{QStringLiteral("BAT0/energy_full"), "30000000"},
                          {QStringLiteral("BAT1/energy_full"), "10000000"}};
        QTest::newRow("two of different size") << with(two, sizes) << true << 20;
        QTest::newRow("only one tells its size")
            << with(two, {{QStringLiteral("BAT0/energy_full"), "30000000"}}) << true << 30;
    }

    void supplies()
    {
        QFETCH(Files, files);
        QTemporaryDir folder;
        QVERIFY(write(folder, files));
        const PowerState power = readPowerState(folder.path());
        QTEST(power.onBattery, "onBattery");
        QTEST(power.percent, "percent");
    }

    // The kernel's entries are links to folders elsewhere.
    void suppliesBehindLinks()
    {
        QTemporaryDir devices;
        QVERIFY(write(devices, battery(QStringLiteral("BAT0"), "Discharging", "7")));
        QTemporaryDir folder;
        QVERIFY(
            QFile::link(devices.filePath(QStringLiteral("BAT0")), folder.filePath(QStringLiteral("BAT0"))));
        QCOMPARE(readPowerState(folder.path()), (PowerState{.onBattery = true, .percent = 7}));
    }

    void noFolder() { QCOMPARE(readPowerState(QStringLiteral("/nonexistent/power")), PowerState{}); }

    void keepingAwake_data()
    {
        QTest::addColumn<bool>("runs");
        QTest::addColumn<bool>("onBattery");
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("awake");
        QTest::newRow("mains") << true << false << 100 << true;
        QTest::newRow("mains, nearly empty") << true << false << 1 << true;
        QTest::newRow("battery at 21") << true << true << 21 << true;
        QTest::newRow("battery at 20") << true << true << 20 << false;
        QTest::newRow("battery at 0") << true << true << 0 << false;
        QTest::newRow("nothing runs") << false << false << 100 << false;
        QTest::newRow("nothing runs on battery") << false << true << 100 << false;
    }

    void keepingAwake()
    {
        QFETCH(bool, runs);
        QFETCH(bool, onBattery);
        QFETCH(int, percent);
        QTEST(shouldKeepAwake(runs, {.onBattery = onBattery, .percent = percent}), "awake");
    }
};

POSTREEL_TEST_MAIN(TestPowerState)
#include "tst_power_state.moc"
