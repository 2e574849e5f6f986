// Asks which part of a video to keep and which frame is its cover.
// Invariant: works with numbers alone if there are no pictures; requests one picture at a time; deletes itself when closed.
#pragma once

#include "app/base/result.h"
#include "app/engine/views.h"
#include "ui/window/trim/trim_selection.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;

namespace postreel {

class Filmstrip;
class FramePreview;
class PictureCache;
class TimeField;

struct TrimSubject
{
    QString file;
    FilmFacts facts; // with a known duration
    qint64 startMs = 0;
    qint64 endMs = -1; // -1: to the end of the video
    qint64 coverMs = -1; // -1: X chooses
    bool onlyLengthWrong = false; // X takes it as it is, apart from its length and size
};

class TrimDialog : public QDialog
{
    Q_OBJECT
public:
    TrimDialog(const TrimSubject &subject, PictureCache &pictures, QWidget *parent);

    qint64 startMs() const { return m_cut.startMs; }
    qint64 endMs() const; // -1: to the end of the video
    qint64 coverMs() const { return m_cut.coverMs; } // -1: X chooses

    // The engine's answers.
    void addFrame(const FilmstripFrame &frame); // one of Filmstrip::frameCount, Filmstrip::framePixels high
    void stripEnded(const Result<Done> &end);
    void showFrame(qint64 atMs, const Result<QString> &file);

Q_SIGNALS:
    void momentRequested(qint64 atMs); // emitted again only after showFrame()

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut(const QString &file);
    QWidget *makeNotes();
    QDialogButtonBox *makeButtons();
    void connectHands();
    TimeField *field(TrimHandle hand) const;
    void move(TrimHandle hand, qint64 atMs);
    void chooseCover(bool own);
    void look(TrimHandle hand);
    qint64 lookedAtMs() const;
    void requestFrame();
    void refresh();
    QString captionText() const;
    QString surplusText() const;
    QString pathText() const;

    const TrimSubject m_subject;
    TrimSelection m_cut;
    TrimHandle m_looked = TrimHandle::Start; // the handle whose frame is shown
    qint64 m_asked = -1;                 // time of the requested frame; -1: none
    qint64 m_shownMs = -1;
    bool m_pictureless = false; // ffmpeg is not installed
    FramePreview *m_picture;
    QLabel *m_caption;
    Filmstrip *m_strip;
    TimeField *m_start;
    TimeField *m_end;
    QCheckBox *m_own; // checked: a cover frame instead of X's choice
    TimeField *m_cover;
    QLabel *m_length;
    QLabel *m_surplus;
    QLabel *m_path;
};

} // namespace postreel
