// The steps of the program that words name, and the buttons beside them, read as a person would.
// Invariant: a step that is named and has no button, and a second step, is a complaint.
#pragma once

#include "sample_views.h"
#include "tests/support/text.h"
#include "ui/shown_words.h"
#include "ui/window/parts/post_actions.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QRegularExpression>
#include <algorithm>

namespace postreel::testing {

// How a step stands in a sentence, and how the button for it begins.
struct Named
{
    const char *words; // a pattern
    const char *button;
};
inline const Named steps[]{
    {"\\bretry\\b|\\bresume or\\b", "Retry"},
    {"\\btry now\\b", "Try now"},
    {"\\btry again\\b", "Try again"},
    {"\\bsign in again\\b", "Sign in again"},
    {"\\bfind (it|that one)\\b", "Find it"},
    {"\\bfix (it|the file)\\b", "Fix"},
    {"\\bsend (it|the file) (as it is|anyway)\\b", "Send anyway"},
    {"\\badd (it|the files|the copy|the file)\\b", "Add media"},
    {"\\bchoose where it goes\\b|\\bchoose the sandbox\\b", "Try it in the sandbox"},
    {"\\bpost it again\\b", "No, post it again"},
    {"\\bresume\\b", "Resume"},
    {"\\bedit\\b", "Edit"},
    {"\\bpaste (another|it)\\b", "Paste another"},
    {"\\bcompare\\b", "Compare|Check"},
};

// Words between quotation marks are somebody else's.
inline QString ownWords(const QString &words)
{
    static const QRegularExpression quoted(text("“[^”]*”"));
    return QString(words).remove(quoted);
}

inline QVector<Named> stepsIn(const QString &words)
{
    QVector<Named> found;
    for (const Named &step : steps)
        if (QRegularExpression(text(step.words), QRegularExpression::CaseInsensitiveOption).match(ownWords(words)).hasMatch())
            found << step;
    return found;
}

// What is wrong with the words beside these buttons; empty: nothing.
inline QString complaint(const QString &words, const QStringList &buttons)
{
    const QVector<Named> named = stepsIn(words);
    const QString told = text("“%1” beside [%2]").arg(words, buttons.join(text(", ")));
    if (named.size() > 1)
        return text("more than one step: ") % told;
    for (const Named &step : named) {
        const QRegularExpression button(text("^(%1)").arg(text(step.button)));
        if (buttons.filter(button).isEmpty())
            return text("no button for a step: ") % told;
    }
    return {};
}

inline QVector<Error> everyError()
{
    QVector<Error> errors;
    const auto details = [](ErrorKind kind) -> QVector<ErrorCause> {
        using enum ErrorCause;
        if (kind == ErrorKind::TlsFailed)
            return {SelfSigned, UnknownIssuer, Expired, NotYetValid, OtherHost, OldTls, NoTls};
        if (kind == ErrorKind::Forbidden)
            return {CreatePost, ReadAccount, FinishMedia};
        return kind == ErrorKind::Storage ? QList{DiskFull, FileSizeLimit, RoomForFix} : QVector<ErrorCause>();
    };
    for (const QString &name : errorKindNames()) {
        const ErrorKind kind = errorKindOf(name);
        if (kind == ErrorKind::None)
            continue;
        for (const ErrorCause cause : QList{ErrorCause::None} + details(kind))
            for (const int http : {0, 401})
                errors << Error{.kind = kind, .http = http, .subject = text("s"), .cause = cause};
    }
    Error limited{.kind = ErrorKind::RateLimited, .resetsAtMs = QDateTime::currentMSecsSinceEpoch() + 60'000};
    Error longer{.kind = ErrorKind::NoSuchFrame, .wantedMs = 2000, .lengthMs = 1000};
    const Error other{.kind = ErrorKind::NotSignedIn, .detail = text("@bob"), .problem = text("other-user"), .subject = text("@ann")};
    const Error nobody{.kind = ErrorKind::NotSignedIn, .problem = text("other-user"), .subject = text("@ann")};
    const Error unknown{.kind = ErrorKind::NotSignedIn, .problem = text("other-user")};
    const Error rows{.kind = ErrorKind::Storage, .problem = text("unreadable-row")};
    return errors << limited << longer << other << nobody << unknown << rows << Error{.kind = ErrorKind::Storage};
}

inline QString nameOf(const Error &error)
{
    return QStringList{postreel::nameOf(error.kind), postreel::nameOf(error.cause), error.problem,
                       QString::number(error.http)}.join(u' ');
}

// Whether what is told of an error and what happens next send a person two ways; empty: they do not.
inline QString contradiction(const QString &trouble, const QString &next)
{
    const auto buttonIn = [](const QString &words, const char *button) {
        const QVector<Named> named = stepsIn(words);
        return std::any_of(named.begin(), named.end(), [button](const Named &step) { return qstrcmp(step.button, button) == 0; });
    };
    const QVector<Named> told = stepsIn(trouble);
    const bool otherStep = next.startsWith(text("Waits for you")) && !told.isEmpty() && !stepsIn(next).isEmpty()
        && !buttonIn(next, told.first().button);
    const bool otherWait = trouble.contains(text("then start Postreel again")) && next.startsWith(text("Continues by itself"));
    return otherStep || otherWait ? text("“%1” beside “%2”").arg(trouble, next) : QString();
}

inline QStringList buttonsOf(const PostView &post)
{
    QStringList texts;
    for (const PostAction action : actionsOf(post))
        texts << actionText(action);
    return texts;
}

inline QStringList shownButtons(const QWidget &in)
{
    QCoreApplication::sendPostedEvents(); // what was added is shown
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // and what was there before is gone
    QStringList texts;
    for (const QAbstractButton *button : in.findChildren<QAbstractButton *>())
        if (button->isVisibleTo(&in) && !button->text().isEmpty())
            texts << button->text();
    return texts;
}

inline QStringList shownWords(const QWidget &in)
{
    QStringList texts;
    for (const QLabel *label : in.findChildren<QLabel *>())
        if (label->isVisibleTo(&in))
            texts << label->text();
    return texts;
}

} // namespace postreel::testing
