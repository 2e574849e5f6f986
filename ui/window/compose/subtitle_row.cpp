#include "ui/window/compose/subtitle_row.h"

#include "ui/problem_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"
#include "ui/window/compose/decision_buttons.h"
#include "ui/window/compose/subtitle_language.h"
#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/post_error_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace postreel {

namespace {

// One line per problem; just the stage if there is none.
QStringList linesOf(const UploadView &track)
{
    if (track.state == UploadState::NeedsFix || track.state == UploadState::Failed)
        if (const QString trouble = errorTextOf(track, QDateTime::currentMSecsSinceEpoch()); !trouble.isEmpty())
            return {trouble};
    QStringList lines{stageText(track)};
    if (track.verdict == Verdict::MayBeRefused || track.verdict == Verdict::WillBeRefused)
        lines << verdictText(track.verdict);
    for (const Problem &problem : track.problems)
        lines << problemText(problem);
    return lines;
}

QString ofTrack(const UploadView &track, const QStringList &words)
{
    //: %1 is a language such as German, %2 what is to be said of its subtitles
    return SubtitleRow::tr("%1 subtitles: %2").arg(languageName(track.language), words.join(QStringLiteral(". ")));
}

bool isHeldUp(const UploadView &track)
{
    return track.state == UploadState::Failed || track.state == UploadState::NeedsFix;
}

} // namespace

QString trackErrorText(const UploadView &track)
{
    return isHeldUp(track) ? ofTrack(track, linesOf(track)) : QString();
}

QString trackWarning(const UploadView &track)
{
    QStringList words;
    for (const Problem &problem : track.problems)
        words << problemText(problem);
    return isHeldUp(track) || track.verdict != Verdict::Ready || words.isEmpty() ? QString() : ofTrack(track, words);
}

SubtitleRow::SubtitleRow(QWidget *parent)
    : QFrame(parent), m_name(new QLabel(this)), m_state(new QLabel(this)), m_decide(new DecisionButtons(this)),
      m_remove(new QToolButton(this))
{
    for (QLabel *label : {m_name, m_state}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_name->setFont(strong);
    setGlyph(m_remove, Glyph::Trash);
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::StrongFocus);
    auto *words = new QVBoxLayout;
    words->addWidget(m_name);
    words->addWidget(m_state);
    words->addWidget(m_decide);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 4, 0, 4);
    line->addLayout(words, 1);
    line->addWidget(m_remove, 0, Qt::AlignTop);
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeRequested(m_view.id); });
    connect(m_decide, &DecisionButtons::fixRequested, this, [this] { Q_EMIT fixRequested(m_view.id); });
    connect(m_decide, &DecisionButtons::stopRequested, this, [this] { Q_EMIT stopFixingRequested(m_view.id); });
    connect(m_decide, &DecisionButtons::sendAnywayRequested, this, [this] { Q_EMIT sendAnywayRequested(m_view.id); });
    connect(m_decide, &DecisionButtons::retryRequested, this, [this] { Q_EMIT retryRequested(m_view.id); });
}

void SubtitleRow::setView(const UploadView &track)
{
    m_view = track;
    const QString language = languageName(track.language);
    //: %1 is a language, %2 a file name
    m_name->setText(tr("%1: %2").arg(language, shownName(track.file)));
    const QString state = linesOf(track).join(u'\n');
    showParagraph(*m_state, state);
    m_decide->setView(track, language);
    //: %1 is a language
    m_remove->setAccessibleName(tr("Remove the %1 subtitles").arg(language));
    m_remove->setToolTip(m_remove->accessibleName());
    setAccessibleName(m_name->text() % QStringLiteral(", ") % state);
}

QWidget *SubtitleRow::orderAfter(QWidget *previous)
{
    setTabOrder(m_decide->orderAfter(previous), m_remove);
    return m_remove;
}

} // namespace postreel
