// Records to JSON and back: nothing is forgotten, nothing odd crashes.
#include "app/store/record_json.h"
#include "tests/store/full_records.h"

#include <QJsonDocument>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

// As the database does it: through the text.
QJsonObject throughText(const QJsonObject &object)
{
    return QJsonDocument::fromJson(QJsonDocument(object).toJson(QJsonDocument::Compact)).object();
}

template <typename Record> void compareMembers(const Record &read, const Record &written)
{
    const auto total = static_cast<int>(std::tuple_size_v<decltype(membersOf(written))>);
    const QVector<int> same = sameMembers(read, written);
    for (int i = 0; i < total; ++i)
        QVERIFY2(same.contains(i), qPrintable(QStringLiteral("member %1 did not come back").arg(i)));
    QVERIFY(read == written);
}

} // namespace

class TestRecordJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSamplesHaveNoDefault();
    void anUploadComesBackWhole();
    void aPostComesBackWhole();
    void anAccountComesBackWhole();
    void anErrorComesBackWhole();
    void defaultsComeBack();
    void anOptionalZeroIsNotAbsent();
    void everyEnumValueComesBack();
    void oddMembersReadAsDefaults_data();
    void oddMembersReadAsDefaults();
    void anUnknownMemberIsIgnored();
    void ackedBytesCountsAcknowledgedSegmentsAlone();
    void userChoicesAreAllThatWasSaid();
};

void TestRecordJson::theSamplesHaveNoDefault()
{
    const QVector<int> none;
    QCOMPARE(sameMembers(fullError(), Error()), none);
    QCOMPARE(sameMembers(fullUpload(), Upload()), none);
    QCOMPARE(sameMembers(fullUpload().facts, MediaFacts()), none);
    QCOMPARE(sameMembers(fullUpload().fingerprint, Fingerprint()), none);
    QCOMPARE(sameMembers(fullUpload().problems.first(), Problem()), none);
    QCOMPARE(sameMembers(fullUpload().offer, FixOffer()), none);
    QCOMPARE(sameMembers(fullPost(), Post()), none);
    QCOMPARE(sameMembers(fullAccount(), AccountRecord()), none);
    QCOMPARE(sameMembers(fullPost().parts.first(), PostPart()), none);
    Segment segment = fullUpload().segments.last();
    segment.acked = fullUpload().segments.first().acked;
    QCOMPARE(sameMembers(segment, Segment()), none);
}

void TestRecordJson::anUploadComesBackWhole()
{
    Upload upload = fullUpload();
    const Upload read = uploadFromJson(throughText(toJson(upload)));
    upload.segments.clear(); // they have a table of their own
    compareMembers(read, upload);
}

void TestRecordJson::aPostComesBackWhole()
{
    compareMembers(postFromJson(throughText(toJson(fullPost()))), fullPost());
}

void TestRecordJson::anAccountComesBackWhole()
{
    compareMembers(accountFromJson(throughText(toJson(fullAccount()))), fullAccount());
    QCOMPARE(accountFromJson({}), AccountRecord());
}

void TestRecordJson::anErrorComesBackWhole()
{
    compareMembers(errorFromJson(throughText(toJson(fullError()))), fullError());
}

void TestRecordJson::defaultsComeBack()
{
    QVERIFY(uploadFromJson(throughText(toJson(Upload()))) == Upload());
    QVERIFY(postFromJson(throughText(toJson(Post()))) == Post());
    QVERIFY(uploadFromJson({}) == Upload());
    QVERIFY(postFromJson({}) == Post());
    QVERIFY(errorFromJson({}) == Error());
}

void TestRecordJson::anOptionalZeroIsNotAbsent()
{
    const Error zero{.kind = ErrorKind::ServerError, .retryAfterMs = 0};
    const Error read = errorFromJson(throughText(toJson(zero)));
    QVERIFY(read.retryAfterMs.has_value());
    QVERIFY(!read.resetsAtMs.has_value());
}

void TestRecordJson::everyEnumValueComesBack()
{
    for (int i = 0; i <= static_cast<int>(UploadState::Failed); ++i) {
        Upload upload;
        upload.state = static_cast<UploadState>(i);
        QVERIFY(!nameOf(upload.state).isEmpty());
        QCOMPARE(uploadFromJson(throughText(toJson(upload))).state, upload.state);
    }
    for (int i = 0; i <= static_cast<int>(PostState::Failed); ++i) {
        Post post;
        post.state = static_cast<PostState>(i);
        QVERIFY(!nameOf(post.state).isEmpty());
        QCOMPARE(postFromJson(throughText(toJson(post))).state, post.state);
    }
    for (int i = 0; i <= static_cast<int>(WaitReason::Storage); ++i)
        QCOMPARE(waitReasonOf(nameOf(static_cast<WaitReason>(i))), static_cast<WaitReason>(i));
    for (int i = 0; i <= static_cast<int>(UploadKind::Subtitle); ++i)
        QCOMPARE(uploadKindOf(nameOf(static_cast<UploadKind>(i))), static_cast<UploadKind>(i));
    for (int i = 0; i <= static_cast<int>(WireForm::Command); ++i)
        QCOMPARE(wireFormOf(nameOf(static_cast<WireForm>(i))), static_cast<WireForm>(i));
    for (int i = 0; i <= static_cast<int>(Verdict::WillBeRefused); ++i)
        QCOMPARE(verdictOf(nameOf(static_cast<Verdict>(i))), static_cast<Verdict>(i));
    QCOMPARE(uploadStateNames().size(), static_cast<int>(UploadState::Failed) + 1);
    QCOMPARE(postStateNames().size(), static_cast<int>(PostState::Failed) + 1);
    QCOMPARE(waitReasonNames().size(), static_cast<int>(WaitReason::Storage) + 1);
    QCOMPARE(verdictNames().size(), static_cast<int>(Verdict::WillBeRefused) + 1);
}

void TestRecordJson::oddMembersReadAsDefaults_data()
{
    QTest::addColumn<QJsonValue>("odd");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("object") << QJsonValue(QJsonObject{{QStringLiteral("a"), 1}});
    QTest::newRow("array") << QJsonValue(QJsonArray{1, 2});
}

void TestRecordJson::oddMembersReadAsDefaults()
{
    QFETCH(QJsonValue, odd);
    QJsonObject upload = toJson(fullUpload());
    for (const QString &key : upload.keys())
        upload[key] = odd;
    upload.remove(QStringLiteral("problems")); // an array of odd things is one of empty problems
    upload.remove(QStringLiteral("accepted"));
    QVERIFY(uploadFromJson(throughText(upload)) == Upload());
    QJsonObject post = toJson(fullPost());
    for (const QString &key : post.keys())
        post[key] = odd;
    post.remove(QStringLiteral("parts"));
    post.remove(QStringLiteral("refusedMedia"));
    QVERIFY(postFromJson(throughText(post)) == Post());
}

void TestRecordJson::anUnknownMemberIsIgnored()
{
    QJsonObject object = toJson(fullPost());
    object[QStringLiteral("ofALaterVersion")] = 5;
    QVERIFY(postFromJson(object) == fullPost());
    object[QStringLiteral("state")] = QStringLiteral("Teleporting");
    QCOMPARE(postFromJson(object).state, PostState::Draft);
}

void TestRecordJson::ackedBytesCountsAcknowledgedSegmentsAlone()
{
    QCOMPARE(Upload().ackedBytes(), qint64(0));
    QCOMPARE(Upload().totalBytes(), qint64(0));
    QCOMPARE(fullUpload().ackedBytes(), qint64(4 << 20));
    QCOMPARE(fullUpload().totalBytes(), exact + 6);
}

void TestRecordJson::userChoicesAreAllThatWasSaid()
{
    const Upload choices = userChoicesOf(fullUpload());
    const auto last = static_cast<int>(std::tuple_size_v<decltype(membersOf(choices))>) - 1;
    // In the order of the record: postId to deadlineAtMs were said, id and all from `fixedFile` on became of it.
    QVector<int> said;
    QVector<int> became{0};
    for (int member = 1; member <= last; ++member)
        (member <= 18 ? said : became) << member;
    QCOMPARE(sameMembers(choices, fullUpload()), said);
    QCOMPARE(sameMembers(choices, Upload()), became);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRecordJson)
#include "tst_record_json.moc"
