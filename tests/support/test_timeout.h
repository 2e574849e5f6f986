// How long a test waits for a condition: as long as a machine may take that compiles beside it. Qt waits 5 s.
#pragma once

#include <QTest>

namespace postreel::testing {
inline constexpr int timeoutMs = 240'000;
} // namespace postreel::testing

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), postreel::testing::timeoutMs)
#define QTRY_VERIFY2(condition, told) QTRY_VERIFY2_WITH_TIMEOUT((condition), (told), postreel::testing::timeoutMs)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), postreel::testing::timeoutMs)
