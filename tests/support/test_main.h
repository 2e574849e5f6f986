// POSTREEL_TEST_MAIN(Class): the main() of every Qt Test program here.
// Invariant: no test touches the person's own files: standard paths are those of the test mode; none goes through a proxy
// that it did not set.
//
// A warning of ours that a test did not announce with QTest::ignoreMessage fails it: Qt Test prints it as
// "QWARN … postreel.<module>: …", which cmake/PostreelBuild.cmake names as FAIL_REGULAR_EXPRESSION.
// A test of which something was skipped shows as skipped in ctest; where CI=true, a tool that is missing fails it.
#pragma once

#include "tests/support/skipped_tests.h"
#include "tests/support/test_timeout.h"

#include <QStandardPaths>
#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif

namespace postreel::testing {

#ifdef QT_WIDGETS_LIB
using TestApplication = QApplication;
#else
using TestApplication = QCoreApplication;
#endif

template <typename Test>
int run(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}) { // of whoever runs the tests
        qunsetenv(name);
        qunsetenv(QByteArray(name).toUpper().constData());
    }
    TestApplication application(argc, argv);
    Test test;
    const SkippedTests skipped(application.arguments());
    return skipped.exitCode(QTest::qExec(&test, skipped.arguments()));
}

} // namespace postreel::testing

#define POSTREEL_TEST_MAIN(Class)                                                                            \
    int main(int argc, char **argv) { return postreel::testing::run<Class>(argc, argv); }
