// A profile that cannot be used is told in a box that goes as soon as it can be.
#include "tests/support/test_main.h"
#include "ui/window/profile_error_dialog.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;

namespace {

QMessageBox *box()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *found = qobject_cast<QMessageBox *>(widget); found && found->isVisible())
            return found;
    return nullptr;
}

QAbstractButton *button(const QString &text)
{
    for (QAbstractButton *one : box()->buttons())
        if (one->text().remove(u'&') == text)
            return one;
    return nullptr;
}

} // namespace

class TestProfileTrouble : public QObject
{
    Q_OBJECT
    bool m_usable = false;
    int m_tries = 0;

    std::function<bool()> usable()
    {
        return [this] {
            ++m_tries;
            return m_usable;
        };
    }

private Q_SLOTS:
    void init()
    {
        m_usable = false;
        m_tries = 0;
    }

    void staysUntilItCanBeUsed()
    {
        ProfileErrorDialog trouble(QStringLiteral("/media/card/profile"), usable());
        QSignalSpy ended(&trouble, &ProfileErrorDialog::ended);
        trouble.show();
        QVERIFY(box()->text().contains(QStringLiteral("/media/card/profile")));
        button(QStringLiteral("Try again"))->click();
        QCOMPARE(m_tries, 1);
        QVERIFY(box());
        QVERIFY(ended.isEmpty());
        m_usable = true;
        button(QStringLiteral("Try again"))->click();
        QCOMPARE(ended, (QList<QVariantList>{{true}}));
        QVERIFY(!box());
    }

    void goesByItself()
    {
        ProfileErrorDialog trouble(QStringLiteral("/p"), usable());
        QSignalSpy ended(&trouble, &ProfileErrorDialog::ended);
        trouble.show();
        m_usable = true;
        QTRY_COMPARE(ended, (QList<QVariantList>{{true}}));
    }

    void thePersonLeaves()
    {
        ProfileErrorDialog trouble(QStringLiteral("/p"), usable());
        QSignalSpy ended(&trouble, &ProfileErrorDialog::ended);
        trouble.show();
        button(QStringLiteral("Quit"))->click();
        QCOMPARE(ended, (QList<QVariantList>{{false}}));
        QCOMPARE(m_tries, 0);
    }
};

POSTREEL_TEST_MAIN(TestProfileTrouble)
#include "tst_profile_error_dialog.moc"
