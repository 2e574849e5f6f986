// Names of kinds, and Result: what other rooms store and print relies on them.
#include "app/base/enum_names.h"
#include "app/base/error.h"
#include "app/base/result.h"

#include <QTest>
#include <memory>

using namespace postreel;

class TestError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasANameThatReadsBack();
    void unknownNamesAreNone_data();
    void unknownNamesAreNone();
    void enumNamesKeepTheirOrder();
    void errorIsTrueUnlessNone();
    void errorsDifferInEveryField_data();
    void errorsDifferInEveryField();
    void resultHoldsAValue();
    void resultHoldsAnError();
    void resultMovesItsValueOut();
    void resultNamesKindAndSubject();
};

void TestError::everyKindHasANameThatReadsBack()
{
    // The last enumerator bounds the loop: a kind without a row in the table has no name.
    const int last = static_cast<int>(ErrorKind::TimedOut);
    QStringList seen;
    for (int i = 0; i <= last; ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        const QString name = nameOf(kind);
        QVERIFY2(!name.isEmpty(), qPrintable(QStringLiteral("kind %1 has no name").arg(i)));
        QVERIFY2(!seen.contains(name), qPrintable(name));
        QCOMPARE(errorKindOf(name), kind);
        seen << name;
    }
    QCOMPARE(errorKindNames(), seen);
    QVERIFY(nameOf(static_cast<ErrorKind>(last + 1)).isEmpty());
}

void TestError::unknownNamesAreNone_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("wrong case") << QStringLiteral("ratelimited");
    QTest::newRow("with space") << QStringLiteral("RateLimited ");
    QTest::newRow("prefix") << QStringLiteral("Rate");
    QTest::newRow("of a later version") << QStringLiteral("Teleported");
}

void TestError::unknownNamesAreNone()
{
    QFETCH(QString, name);
    QCOMPARE(errorKindOf(name), ErrorKind::None);
}

void TestError::enumNamesKeepTheirOrder()
{
    enum class Fruit { Apple, Pear };
    constexpr EnumNames<Fruit, 2> names{{{Fruit::Pear, "pear"}, {Fruit::Apple, "apple"}}};
    QCOMPARE(enumName(names, Fruit::Apple), QStringLiteral("apple"));
    QCOMPARE(enumNameList(names), (QStringList{QStringLiteral("pear"), QStringLiteral("apple")}));
    QVERIFY(enumValue(names, QStringLiteral("pear")) == Fruit::Pear);
    QVERIFY(!enumValue(names, QStringLiteral("plum")).has_value());
}

void TestError::errorIsTrueUnlessNone()
{
    QVERIFY(!Error{});
    QVERIFY(Error{.kind = ErrorKind::Missing});
    QVERIFY(!(Error{.http = 500})); // the kind alone decides
}

void TestError::errorsDifferInEveryField_data()
{
    QTest::addColumn<Error>("other");
    QTest::newRow("kind") << Error{.kind = ErrorKind::Empty};
    QTest::newRow("http") << Error{.http = 1};
    QTest::newRow("said") << Error{.detail = QStringLiteral("x")};
    QTest::newRow("source") << Error{.source = ErrorSource::Proxy};
    QTest::newRow("detail") << Error{.cause = ErrorCause::Expired};
    QTest::newRow("problem") << Error{.problem = QStringLiteral("x")};
    QTest::newRow("subject") << Error{.subject = QStringLiteral("x")};
    QTest::newRow("retryAfterMs") << Error{.retryAfterMs = 0};
    QTest::newRow("resetsAtMs") << Error{.resetsAtMs = 0};
    QTest::newRow("wantedMs") << Error{.wantedMs = 0};
    QTest::newRow("lengthMs") << Error{.lengthMs = 0};
}

void TestError::errorsDifferInEveryField()
{
    QFETCH(Error, other);
    QVERIFY(!(Error{} == other));
    QVERIFY(other == Error(other));
}

void TestError::resultHoldsAValue()
{
    const Result<QString> result(QStringLiteral("here"));
    QVERIFY(result.ok());
    QVERIFY(static_cast<bool>(result));
    QCOMPARE(*result, QStringLiteral("here"));
    QCOMPARE(result->size(), 4);
    QCOMPARE(result.error().kind, ErrorKind::None);
}

void TestError::resultHoldsAnError()
{
    const Result<QString> result(Error{.kind = ErrorKind::RateLimited, .http = 429, .retryAfterMs = 5});
    QVERIFY(!result.ok());
    QCOMPARE(result.error().http, 429);
    QVERIFY(result.error() == (Error{.kind = ErrorKind::RateLimited, .http = 429, .retryAfterMs = 5}));
}

void TestError::resultMovesItsValueOut()
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    const std::unique_ptr<int> taken = result.take();
    QCOMPARE(*taken, 7);
    QVERIFY(result.ok()); // it still stands for success; only its value has gone
}

void TestError::resultNamesKindAndSubject()
{
    const Result<Done> result{ErrorKind::Missing, QStringLiteral("/tmp/a b.mp4")};
    QCOMPARE(result.error().kind, ErrorKind::Missing);
    QCOMPARE(result.error().subject, QStringLiteral("/tmp/a b.mp4"));
    QVERIFY(Result<Done>(Done{}).ok());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestError)
#include "tst_error.moc"
