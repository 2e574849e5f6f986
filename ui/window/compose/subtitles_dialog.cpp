#include "ui/window/compose/subtitles_dialog.h"

#include "ui/shown_words.h"
#include "ui/window/compose/subtitle_language.h"
#include "ui/window/compose/subtitle_row.h"
#include "ui/window/parts/accessible_role.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <algorithm>

namespace postreel {

SubtitlesDialog::SubtitlesDialog(const UploadView &video, QWidget *parent)
    : QDialog(parent), m_video(video), m_none(new QLabel(tr("There are no subtitles yet."), this)),
      m_choose(new QPushButton(tr("Choose &file…"), this)), m_chosen(new QLabel(this)), m_language(new QComboBox(this)),
      m_add(new QPushButton(this)), m_trouble(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Subtitles"));
    //: %1 is a file name
    auto *about = new QLabel(tr("Subtitles of %1, one track per language.").arg(shownName(video.file)), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(makeTracks(), 1);
    column->addWidget(makeAdding());
    column->addWidget(buttons);
    setTabOrder(m_add, buttons);
    for (const QLocale::Language language : {QLocale::English, QLocale().language()})
        setLanguage(QLocale::languageToCode(language).toUpper());
    refresh();
    m_choose->setFocus();
    resize(480, 400);
}

QWidget *SubtitlesDialog::makeTracks()
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Subtitle tracks"));
    area->setFocusPolicy(Qt::NoFocus);
    auto *inside = new QWidget(area);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    m_lines = new QVBoxLayout;
    column->addWidget(m_none);
    column->addLayout(m_lines);
    column->addStretch(1);
    area->setWidget(inside);
    return area;
}

QWidget *SubtitlesDialog::makeAdding()
{
    auto *group = new QGroupBox(tr("Add a track"), this);
    auto *grid = new QGridLayout(group);
    auto *language = new QLabel(tr("&Language"), group);
    language->setBuddy(m_language);
    m_language->setAccessibleName(tr("Language"));
    m_language->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long name is elided
    m_language->setMinimumContentsLength(8);
    const QVector<SubtitleLanguage> languages = subtitleLanguages();
    for (const SubtitleLanguage &one : languages)
        //: %1 is a language, %2 its code
        m_language->addItem(tr("%1 (%2)").arg(one.name, one.code), one.code);
    m_chosen->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_chosen, m_trouble})
        label->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    setAccessibleRole(m_trouble, QAccessible::Notification);
    m_add->setDefault(true); // triggered by Return in the language list
    grid->addWidget(m_choose, 0, 0);
    grid->addWidget(m_chosen, 0, 1);
    grid->addWidget(language, 1, 0);
    grid->addWidget(m_language, 1, 1);
    grid->addWidget(m_trouble, 2, 0, 1, 2);
    grid->addWidget(m_add, 3, 1, Qt::AlignTrailing);
    grid->setColumnStretch(1, 1);
    setTabOrder(m_choose, m_language);
    setTabOrder(m_language, m_add);
    connect(m_choose, &QPushButton::clicked, this, &SubtitlesDialog::chooseFile);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SubtitlesDialog::refresh);
    connect(m_add, &QPushButton::clicked, this, &SubtitlesDialog::add);
    return group;
}

void SubtitlesDialog::setTracks(const QVector<UploadView> &tracks)
{
    QVector<SubtitleRow *> rows;
    for (const UploadView &track : tracks) {
        const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                                        [&](const SubtitleRow *row) { return row->view().id == track.id; });
        SubtitleRow *row = known == m_rows.end() ? makeRow() : *known;
        row->setView(track);
        m_lines->insertWidget(static_cast<int>(rows.size()), row);
        rows << row;
        row->show();
    }
    for (SubtitleRow *row : std::as_const(m_rows)) {
        if (rows.contains(row))
            continue;
        if (row->isAncestorOf(focusWidget()))
            m_choose->setFocus(); // otherwise the keyboard focus would be lost
        row->hide();
        row->deleteLater();
    }
    m_rows = rows;
    orderTabs();
    refresh();
}

SubtitleRow *SubtitlesDialog::makeRow()
{
    auto *row = new SubtitleRow(this);
    connect(row, &SubtitleRow::removeRequested, this, &SubtitlesDialog::removeRequested);
    connect(row, &SubtitleRow::fixRequested, this, &SubtitlesDialog::fixRequested);
    connect(row, &SubtitleRow::stopFixingRequested, this, &SubtitlesDialog::stopFixingRequested);
    connect(row, &SubtitleRow::sendAnywayRequested, this, &SubtitlesDialog::sendAnywayRequested);
    connect(row, &SubtitleRow::retryRequested, this, &SubtitlesDialog::retryRequested);
    return row;
}

void SubtitlesDialog::orderTabs()
{
    QWidget *last = this;
    for (SubtitleRow *row : std::as_const(m_rows))
        last = row->orderAfter(last);
    if (last != this)
        setTabOrder(last, m_choose);
}

void SubtitlesDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Subtitles"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Subtitles (*.srt *.vtt)"), tr("All files (*)")});
    dialog->setDirectory(QFileInfo(m_video.file).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &SubtitlesDialog::setFile);
    dialog->open();
}

void SubtitlesDialog::setFile(const QString &file)
{
    m_file = file;
    m_trouble->clear();
    setLanguage(languageInName(file));
    refresh();
    m_language->setFocus();
}

void SubtitlesDialog::setLanguage(const QString &code)
{
    if (const int place = m_language->findData(code); place >= 0)
        m_language->setCurrentIndex(place);
}

void SubtitlesDialog::showError(const QString &sentence)
{
    m_trouble->setText(sentence);
    refresh();
    announce(m_trouble);
}

void SubtitlesDialog::add()
{
    const QString file = std::exchange(m_file, {});
    m_trouble->clear();
    m_choose->setFocus();
    refresh();
    Q_EMIT addRequested(file, m_language->currentData().toString());
}

void SubtitlesDialog::refresh()
{
    const QString language = m_language->currentData().toString();
    const bool there = std::any_of(m_rows.cbegin(), m_rows.cend(),
                                   [&](const SubtitleRow *row) { return row->view().language == language; });
    m_none->setVisible(m_rows.isEmpty());
    m_chosen->setText(m_file.isEmpty() ? tr("No file chosen") : shownName(m_file));
    m_choose->setAccessibleDescription(m_chosen->text());
    m_add->setText(there ? tr("&Replace") : tr("&Add"));
    //: %1 is a language
    m_add->setAccessibleName((there ? tr("Replace the %1 subtitles") : tr("Add %1 subtitles")).arg(languageName(language)));
    m_add->setEnabled(!m_file.isEmpty() && !language.isEmpty());
    m_trouble->setVisible(!m_trouble->text().isEmpty());
}

} // namespace postreel
