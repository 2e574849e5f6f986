// Which wire form INIT is asked in: resource first, command where that is not there, asked again when refused.
#include "app/upload/wire_form_choice.h"

#include <QTest>

using namespace postreel;

class WireFormChoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void first_data();
    void first();
    void after_data();
    void after();
};

void WireFormChoiceTest::first_data()
{
    QTest::addColumn<WireForm>("forced");
    QTest::addColumn<WireForm>("remembered");
    QTest::addColumn<WireForm>("expected");
    QTest::newRow("nothing known") << WireForm::Unknown << WireForm::Unknown << WireForm::Resource;
    QTest::newRow("resource remembered") << WireForm::Unknown << WireForm::Resource << WireForm::Resource;
    QTest::newRow("command remembered") << WireForm::Unknown << WireForm::Command << WireForm::Command;
    QTest::newRow("forced against memory") << WireForm::Resource << WireForm::Command << WireForm::Resource;
    QTest::newRow("command forced") << WireForm::Command << WireForm::Unknown << WireForm::Command;
}

void WireFormChoiceTest::first()
{
    QFETCH(WireForm, forced);
    QFETCH(WireForm, remembered);
    QTEST(firstForm(forced, remembered), "expected");
}

void WireFormChoiceTest::after_data()
{
    QTest::addColumn<WireForm>("asked");
    QTest::addColumn<int>("http");
    QTest::addColumn<WireForm>("forced");
    QTest::addColumn<WireForm>("expected"); // Unknown: no other
    const auto row = [](const char *name, WireForm asked, int http, WireForm forced, WireForm expected) {
        QTest::newRow(name) << asked << http << forced << expected;
    };
    using enum WireForm;
    row("resource, 404", Resource, 404, Unknown, Command);
    row("resource, 405", Resource, 405, Unknown, Command);
    row("resource, 400 is a refusal", Resource, 400, Unknown, Unknown);
    row("resource, 401", Resource, 401, Unknown, Unknown);
    row("resource, 403", Resource, 403, Unknown, Unknown);
    row("resource, 503", Resource, 503, Unknown, Unknown);
    row("resource, no answer", Resource, 0, Unknown, Unknown);
    row("resource forced, 404", Resource, 404, Resource, Unknown);
    row("command, 400: Missing media field", Command, 400, Unknown, Resource);
    row("command, 404", Command, 404, Unknown, Resource);
    row("command, 405", Command, 405, Unknown, Resource);
    row("command, 429", Command, 429, Unknown, Unknown);
    row("command, no answer", Command, 0, Unknown, Unknown);
    row("command forced, 400", Command, 400, Command, Unknown);
}

void WireFormChoiceTest::after()
{
    QFETCH(WireForm, asked);
    QFETCH(int, http);
    QFETCH(WireForm, forced);
    const Error error{.kind = ErrorKind::Refused, .http = http};
    QTEST(formAfter(asked, error, forced).value_or(WireForm::Unknown), "expected");
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(WireFormChoiceTest)
#include "tst_wire_form_choice.moc"
