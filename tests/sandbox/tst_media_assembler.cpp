// The file of a media is made of its segments in their order, and one with a hole in it is never given a digest.
#include "app/sandbox/media_assembler.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel::sandbox;

namespace {
constexpr int limitMs = 60'000;
const QString broken = QStringLiteral("broken");
const QString whole = QStringLiteral("whole");
} // namespace

class TestMediaAssembler : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCannotBeWrittenIsNeverFinished()
    {
        QTemporaryDir folder;
        const auto segment = [&folder](const char *bytes) {
            QFile file(folder.filePath(QString::fromLatin1(bytes)));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) > 0 ? file.fileName() : QString();
        };
        const QString first = segment("first");
        const QString second = segment("second");
        const QString nowhere = folder.filePath(QStringLiteral("no such folder/media"));
        MediaAssembler assembler;
        QSignalSpy appended(&assembler, &MediaAssembler::appended);
        QSignalSpy finished(&assembler, &MediaAssembler::finished);
        for (const QString &id : {broken, whole}) {
            const QString file = id == broken ? nowhere : folder.filePath(id);
            assembler.begin(id, file, 0);
            assembler.append(id, file, 0, first);
            assembler.append(id, file, 1, second);
            assembler.finish(id);
        }
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, limitMs); // the worker took them one after the other
        QCOMPARE(finished.first(), (QVariantList{whole, QCryptographicHash::hash("firstsecond", QCryptographicHash::Sha256).toHex()}));
        QVector<QVariantList> told(appended.begin(), appended.end());
        QCOMPARE(told, (QVector<QVariantList>{{broken, 0, false}, {whole, 0, true}, {whole, 1, true}}));
    }
};

POSTREEL_TEST_MAIN(TestMediaAssembler)
#include "tst_media_assembler.moc"
