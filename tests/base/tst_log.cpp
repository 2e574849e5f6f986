// The log file: redacted, readable by its owner alone, rotated, and never a reason to stop.
#include "app/base/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <memory>
#include <thread>

using namespace postreel;

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The gate for the length of one test; Qt Test's own comes back after it.
class LogInForce
{
public:
    explicit LogInForce(const QString &folder)
    {
        m_before = qInstallMessageHandler(nullptr);
        installLog(folder);
    }
    ~LogInForce()
    {
        installLog(QString()); // closes the file before its folder goes
        qInstallMessageHandler(m_before);
    }

private:
    QtMessageHandler m_before = nullptr;
};

} // namespace

class TestLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLineHasTimeLevelAndCategory();
    void aSecretNeverReachesTheFile();
    void theFileIsItsOwnersAlone();
    void anOldFileIsGoneOnWith();
    void itRotatesAndKeepsThree();
    void linesOfTwoThreadsStayWhole();
    void aFolderThatIsNotThereStopsNothing();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("postreel.log")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestLog::aLineHasTimeLevelAndCategory()
{
    {
        const LogInForce log(m_folder->path());
        qCInfo(logX) << "hello";
        qCInfo(logStore).noquote() << QStringLiteral("größer 🎬");
    }
    const QStringList lines = read(path()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    const QRegularExpression shape(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info postreel\\.x hello$"));
    QVERIFY2(shape.match(lines.first()).hasMatch(), qPrintable(lines.first()));
    QVERIFY(lines.last().endsWith(QStringLiteral("postreel.store größer 🎬")));
}

void TestLog::aSecretNeverReachesTheFile()
{
    {
        const LogInForce log(m_folder->path());
        qCInfo(logX) << "Authorization: Bearer pl4nted";
        qCInfo(logX) << QByteArray("{\"access_token\":\"pl4nted\"}");
        qCInfo(logX) << QUrl(QStringLiteral("http://127.0.0.1/callback?code=pl4nted&state=s"));
        qInfo() << "client_secret=pl4nted"; // lines of Qt and libraries go through the same gate
    }
    const QString text = read(path());
    QCOMPARE(text.count(QStringLiteral("[redacted]")), 4);
    QVERIFY(!text.contains(QStringLiteral("pl4nted")));
}

void TestLog::theFileIsItsOwnersAlone()
{
    {
        const LogInForce log(m_folder->path());
        qCInfo(logX) << "hello";
    }
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                          QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(path()) & others));
}

void TestLog::anOldFileIsGoneOnWith()
{
    for (int run = 0; run < 2; ++run) {
        const LogInForce log(m_folder->path());
        qCInfo(logX) << "run" << run;
    }
    QCOMPARE(read(path()).count(u'\n'), 2);
}

void TestLog::itRotatesAndKeepsThree()
{
    constexpr int lines = 60;
    const QString filler(100'000, u'x');
    {
        const LogInForce log(m_folder->path());
        for (int i = 0; i < lines; ++i)
            qCInfo(logX).noquote() << QStringLiteral("line%1;").arg(i) << filler;
    }
    const QStringList files = QDir(m_folder->path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(files, (QStringList{QStringLiteral("postreel.log"), QStringLiteral("postreel.log.1"),
                                 QStringLiteral("postreel.log.2"), QStringLiteral("postreel.log.3")}));
    QString kept;
    for (const QString &suffix :
         {QStringLiteral(".3"), QStringLiteral(".2"), QStringLiteral(".1"), QString()}) {
        QVERIFY(QFileInfo(path() + suffix).size() <= (1 << 20) + filler.size() + 200);
        kept += read(path() + suffix);
    }
    // The newest lines are all there, in order; only old ones went.
    const int first = static_cast<int>(lines - kept.count(u';'));
    QVERIFY(first > 0);
    qsizetype at = -1;
    for (int i = first; i < lines; ++i) {
        const qsizetype next = kept.indexOf(QStringLiteral("line%1;").arg(i));
        QVERIFY2(next > at, qPrintable(QStringLiteral("line %1 is lost").arg(i)));
        at = next;
    }
}

void TestLog::linesOfTwoThreadsStayWhole()
{
    constexpr int each = 500;
    {
        const LogInForce log(m_folder->path());
        const auto write = [](const char *name) {
            for (int i = 0; i < each; ++i)
                qCInfo(logEngine).noquote() << name << QString(200, u'.') << name;
        };
        std::thread other(write, "other");
        write("main");
        other.join();
    }
    const QStringList lines = read(path()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2 * each);
    for (const QString &line : lines) {
        const QString name = line.section(u' ', -1);
        QVERIFY2(line.contains(QStringLiteral(" postreel.engine ") + name + QStringLiteral(" ....")),
                 qPrintable(line));
    }
}

void TestLog::aFolderThatIsNotThereStopsNothing()
{
    const LogInForce log(m_folder->filePath(QStringLiteral("not/there")));
    qCInfo(logX) << "to nowhere";
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("not"))));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestLog)
#include "tst_log.moc"
