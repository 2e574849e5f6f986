// The table of what is done for a request that needs a token, cell by cell.
#include "app/auth/token_table.h"

#include <QTest>

using namespace postreel;

class TestTokenTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void moves_data();
    void moves();
    void aDeadOneIsDeadWhateverElse();
    void withoutARefreshTokenXDecides();
    void aRefusalRenewsOnce();
};

namespace {
constexpr qint64 now = 1'700'000'000'000;
constexpr qint64 minute = 60'000;
} // namespace

void TestTokenTable::moves_data()
{
    QTest::addColumn<TokenFacts>("facts");
    QTest::addColumn<int>("move");
    const auto row = [](const char *name, qint64 leftMs, TokenFacts facts, TokenAction move) {
        facts.renewable = true;
        facts.expiresAtMs = now + leftMs;
        QTest::newRow(name) << facts << static_cast<int>(move);
    };
    using enum TokenAction;
    row("young", 120 * minute, {}, Use);
    row("just not in its last minutes", 5 * minute + 1, {}, Use);
    row("in its last minutes", 5 * minute, {}, Renew);
    row("in its last minutes, tried just now", 5 * minute, {.mayTry = false}, Use);
    row("in its last minutes, maybe spent", 5 * minute, {.maybeSpent = true}, Use);
    row("nearly ended, maybe spent", 30'001, {.maybeSpent = true}, Use);
    row("ended, maybe spent", 30'000, {.maybeSpent = true}, Renew);
    row("ended", 0, {}, Renew);
    row("ended long ago", -100 * minute, {}, Renew);
    row("ended, tried just now", 0, {.mayTry = false}, Wait);
    row("refused", 60 * minute, {.refused = true}, Renew);
    row("refused, tried just now", 60 * minute, {.refused = true, .mayTry = false}, Use);
    row("refused, maybe spent", 60 * minute, {.maybeSpent = true, .refused = true}, Renew);
    row("refused though fresh", 60 * minute, {.refused = true, .renewedAfter401 = true}, LookAgain);
    row("refused though fresh, looked just now", 60 * minute,
        {.refused = true, .renewedAfter401 = true, .mayTry = false}, Use);
    row("refused though fresh, in its last minutes", 5 * minute, {.refused = true, .renewedAfter401 = true}, LookAgain);
    row("refused though fresh, ended", 0, {.refused = true, .renewedAfter401 = true}, Renew);
    row("of a short life", minute, {.lifeMs = 2 * minute}, Use);
    row("of a short life, in its last part", minute / 2, {.lifeMs = 2 * minute}, Renew);
    row("of a short life, in its last part, tried just now", minute / 2, {.lifeMs = 2 * minute, .mayTry = false}, Use);
    row("of a short life, ended", minute / 4, {.lifeMs = 2 * minute, .mayTry = false}, Wait);
    row("of a long life, in its last minutes", 5 * minute, {.lifeMs = 120 * minute}, Renew);
    row("fresh", 60 * minute, {.renewedAfter401 = true}, Use);
}

void TestTokenTable::moves()
{
    QFETCH(TokenFacts, facts);
    QFETCH(int, move);
    QCOMPARE(static_cast<int>(actionFor(facts, now)), move);
}

void TestTokenTable::aDeadOneIsDeadWhateverElse()
{
    for (int bits = 0; bits < 32; ++bits)
        for (const qint64 left : {-minute, minute, 60 * minute})
            QCOMPARE(actionFor({.dead = true,
                              .renewable = (bits & 1) != 0,
                              .expiresAtMs = now + left,
                              .maybeSpent = (bits & 2) != 0,
                              .refused = (bits & 4) != 0,
                              .renewedAfter401 = (bits & 8) != 0,
                              .mayTry = (bits & 16) != 0},
                             now),
                     TokenAction::SignIn);
}

void TestTokenTable::withoutARefreshTokenXDecides()
{
    for (const bool refused : {false, true})
        for (const qint64 left : {-100 * minute, qint64(0), 60 * minute})
            QCOMPARE(actionFor({.expiresAtMs = now + left, .refused = refused}, now), TokenAction::Use);
}

// As Sessions plays it: every token that a refusal brought is refused, too, for two hours of an outage.
void TestTokenTable::aRefusalRenewsOnce()
{
    TokenFacts facts{.renewable = true, .expiresAtMs = now + 120 * minute, .refused = true};
    int renewals = 0;
    for (qint64 at = now; at < now + 110 * minute; at += minute) {
        if (actionFor(facts, at) != TokenAction::Renew)
            continue;
        ++renewals;
        facts.renewedAfter401 = true;
        facts.expiresAtMs = at + 120 * minute;
    }
    QCOMPARE(renewals, 1);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTokenTable)
#include "tst_token_table.moc"
