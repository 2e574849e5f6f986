#include "ui/window/trim/trim_dialog.h"

#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/timecode.h"
#include "ui/window/parts/content_sized_scroll_area.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/trim/filmstrip.h"
#include "ui/window/trim/frame_preview.h"
#include "ui/window/trim/time_field.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace postreel {

namespace {

constexpr int usualPicture = 270; // height, px
constexpr int leastLines = 6; // minimum visible height of what scrolls

double aspectOf(const FilmFacts &facts)
{
    return facts.width > 0 && facts.height > 0 ? static_cast<double>(facts.width) / facts.height : 16.0 / 9;
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel *labelFor(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

TrimDialog::TrimDialog(const TrimSubject &subject, PictureCache &pictures, QWidget *parent)
    : QDialog(parent), m_subject(subject),
      m_cut(makeTrimSelection(subject.facts.durationMs, subject.startMs, subject.endMs, subject.coverMs)),
      m_picture(new FramePreview(pictures, aspectOf(subject.facts), this)), m_caption(plainLabel(this)),
      m_strip(new Filmstrip(pictures, aspectOf(subject.facts), subject.facts.milliFps, subject.facts.mostMs, this)),
      m_start(new TimeField(tr("Start time"), subject.facts.milliFps, this)),
      m_end(new TimeField(tr("End time"), subject.facts.milliFps, this)),
      m_own(new QCheckBox(tr("&Cover frame"), this)),
      m_cover(new TimeField(tr("Time of the cover frame"), subject.facts.milliFps, this)), m_length(plainLabel(this)),
      m_surplus(plainLabel(this)), m_path(plainLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Trim and cover"));
    m_own->setChecked(m_cut.coverMs >= 0);
    m_own->setToolTip(tr("The picture that X shows before the video plays. Off: X chooses it."));
    layOut(subject.file);
    connectHands();
    refresh();
    const int more = usualPicture - m_picture->sizeHint().height();
    resize(QSize(660, sizeHint().height() + more).boundedTo(screen()->availableSize()));
    m_strip->handle(TrimHandle::Start)->setFocus();
}

void TrimDialog::layOut(const QString &file)
{
    auto *name = new ElidedLabel(this);
    name->setElideMode(Qt::ElideMiddle);
    name->setText(shownName(file));
    m_caption->setAlignment(Qt::AlignCenter);
    // In the order of the handles above, in every language.
    auto *times = new QWidget(this);
    times->setLayoutDirection(Qt::LeftToRight);
    auto *row = new FlowLayout(times, 12);
    const std::pair<QWidget *, QWidget *> parts[] = {
        {labelFor(tr("&Start"), m_start, this), m_start}, {labelFor(tr("&End"), m_end, this), m_end}, {m_own, m_cover}};
    for (const auto &[above, below] : parts) {
        above->setMinimumHeight(m_own->sizeHint().height()); // aligns the fields
        auto *part = new QVBoxLayout;
        part->addWidget(above);
        part->addWidget(below);
        row->addLayout(part);
    }
    auto *inside = new QWidget(this);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(name);
    column->addWidget(m_picture, 1);
    column->addWidget(m_caption);
    column->addWidget(m_strip);
    column->addWidget(times);
    column->addWidget(m_length);
    column->addWidget(makeNotes());
    auto *scrolled = new ContentSizedScrollArea(inside, leastLines * fontMetrics().lineSpacing(), this);
    scrolled->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding); // the picture takes the height that is left
    auto *whole = new QVBoxLayout(this);
    whole->addWidget(scrolled);
    whole->addWidget(makeButtons());
}

// Reserves room for both notes, so that the handles stay in place while one is dragged and notes come and go.
QWidget *TrimDialog::makeNotes()
{
    constexpr int usualLines = 3;
    auto *notes = new QWidget(this);
    auto *lines = new QVBoxLayout(notes);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_surplus);
    lines->addWidget(m_path);
    lines->addStretch(1);
    notes->setMinimumHeight(usualLines * fontMetrics().lineSpacing() + lines->spacing());
    return notes;
}

void TrimDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    look(m_looked);
}

QDialogButtonBox *TrimDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Reset, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QPushButton *reset = buttons->button(QDialogButtonBox::Reset);
    reset->setToolTip(tr("The whole video, and the cover X chooses"));
    connect(reset, &QPushButton::clicked, this, [this] {
        m_cut = makeTrimSelection(m_subject.facts.durationMs, 0, -1, -1);
        look(TrimHandle::Start);
    });
    return buttons;
}

void TrimDialog::connectHands()
{
    connect(m_strip, &Filmstrip::wanted, this, &TrimDialog::move);
    connect(m_strip, &Filmstrip::entered, this, &TrimDialog::look);
    for (const TrimHandle hand : {TrimHandle::Start, TrimHandle::End, TrimHandle::Cover}) {
        connect(field(hand), &TimeField::chosen, this, [this, hand](qint64 ms) { move(hand, ms); });
        connect(field(hand), &TimeField::entered, this, [this, hand] {
            m_strip->setCurrent(hand);
            look(hand);
        });
    }
    connect(m_own, &QCheckBox::clicked, this, &TrimDialog::chooseCover);
}

TimeField *TrimDialog::field(TrimHandle hand) const
{
    switch (hand) {
    case TrimHandle::Start:
        return m_start;
    case TrimHandle::End:
        return m_end;
    case TrimHandle::Cover:
        return m_cover;
    }
    return nullptr;
}

qint64 TrimDialog::endMs() const
{
    return m_cut.endMs < m_cut.durationMs ? m_cut.endMs : -1;
}

void TrimDialog::move(TrimHandle hand, qint64 atMs)
{
    m_cut = moved(m_cut, hand, atMs);
    look(hand);
}

// The user's own cover starts as the frame that is shown.
void TrimDialog::chooseCover(bool own)
{
    if (own)
        return move(TrimHandle::Cover, lookedAtMs());
    m_cut.coverMs = -1;
    look(TrimHandle::Start);
}

void TrimDialog::look(TrimHandle hand)
{
    m_looked = m_cut.at(hand) >= 0 ? hand : TrimHandle::Start;
    refresh();
    requestFrame();
}

// For the end: the last frame that is included.
qint64 TrimDialog::lookedAtMs() const
{
    const qint64 atMs = m_cut.at(m_looked);
    if (m_looked != TrimHandle::End)
        return atMs;
    return qMax(m_cut.startMs, offsetByFrames(atMs, -1, m_subject.facts.milliFps));
}

void TrimDialog::requestFrame()
{
    const qint64 atMs = lookedAtMs();
    if (m_pictureless || m_asked >= 0 || atMs == m_shownMs)
        return;
    m_asked = atMs;
    Q_EMIT momentRequested(atMs);
}

void TrimDialog::showFrame(qint64 atMs, const Result<QString> &file)
{
    m_asked = -1;
    m_shownMs = atMs;
    m_pictureless = m_pictureless || file.error().kind == ErrorKind::NoFfmpeg;
    if (file)
        m_picture->showFile(*file);
    else if (m_pictureless)
        m_picture->showWords(tr("Pictures of the video need ffmpeg, which is not installed. Enter the times as "
                                "numbers; with the package ffmpeg installed, you see what you choose. Trimming and "
                                "making the cover need it too."));
    else
        m_picture->showWords(tr("There is no picture of this moment."));
    requestFrame(); // the handle may have moved meanwhile
}

void TrimDialog::addFrame(const FilmstripFrame &frame)
{
    m_strip->addFrame(frame);
}

void TrimDialog::stripEnded(const Result<Done> &end)
{
    if (end.error().kind == ErrorKind::NoFfmpeg)
        showFrame(m_shownMs, end.error());
}

void TrimDialog::refresh()
{
    m_strip->show(m_cut);
    for (const TrimHandle hand : {TrimHandle::Start, TrimHandle::End, TrimHandle::Cover})
        //: The cover of a video, instead of a time
        field(hand)->show(m_cut.at(hand), allowedRange(m_cut, hand), hand == TrimHandle::Cover ? tr("X chooses") : QString());
    const bool own = m_cut.coverMs >= 0;
    m_own->setChecked(own);
    m_cover->setEnabled(own);
    m_caption->setText(captionText());
    //: The length of a part of a video and that of all of it, such as "1:12 of 3:40"
    m_length->setText(tr("%1 of %2").arg(spanText(m_cut.partMs()), spanText(m_cut.durationMs)));
    m_surplus->setText(surplusText());
    m_surplus->setVisible(!m_surplus->text().isEmpty());
    QPalette loud = palette();
    loud.setColor(QPalette::WindowText, theme::warning(palette()));
    m_surplus->setPalette(loud);
    m_path->setText(pathText());
    m_path->setVisible(!m_path->text().isEmpty());
}

QString TrimDialog::captionText() const
{
    const QString time = timecodeText(m_cut.at(m_looked));
    switch (m_looked) {
    case TrimHandle::Start:
        //: %1 is a time within a video
        return tr("Start: %1").arg(time);
    case TrimHandle::End:
        return tr("End: %1").arg(time);
    case TrimHandle::Cover:
        return tr("Cover frame: %1").arg(time);
    }
    return {};
}

QString TrimDialog::surplusText() const
{
    const qint64 most = m_subject.facts.mostMs;
    if (most <= 0 || m_cut.partMs() <= most)
        return {};
    //: %1 and %2 are lengths such as "20:00"
    return tr("X takes at most %1 from this account; this is %2 too long.")
        .arg(spanText(most), spanText(m_cut.partMs() - most + 999));
}

// How the part is cut, if that is certain.
QString TrimDialog::pathText() const
{
    if (!m_cut.trims())
        return {};
    if (m_cut.startMs > 0)
        return tr("The start is exact. If the picture has to be re-encoded for that, it takes longer.");
    return m_subject.onlyLengthWrong ? tr("Quick: picture and sound stay as they are.") : QString();
}

} // namespace postreel
