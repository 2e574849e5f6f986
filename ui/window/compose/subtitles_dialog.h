// Shows the subtitle tracks of a video and their state, and adds one from a file.
// Invariant: one track per language; changes nothing itself, shows the tracks that were set last, and deletes itself
// when closed.
#pragma once

#include "app/engine/views.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace postreel {

class SubtitleRow;

class SubtitlesDialog : public QDialog
{
    Q_OBJECT
public:
    SubtitlesDialog(const UploadView &video, QWidget *parent);

    QString videoId() const { return m_video.id; }
    void setTracks(const QVector<UploadView> &tracks);
    // Sets the file of the track to add, and selects the language that its name states.
    void setFile(const QString &file);
    void setLanguage(const QString &code);
    // `sentence`: why a file was not added.
    void showError(const QString &sentence);

Q_SIGNALS:
    void addRequested(const QString &file, const QString &language);
    void removeRequested(const QString &trackId);
    void fixRequested(const QString &trackId);
    void stopFixingRequested(const QString &trackId);
    void sendAnywayRequested(const QString &trackId);
    void retryRequested(const QString &trackId);

private:
    QWidget *makeTracks();
    QWidget *makeAdding();
    SubtitleRow *makeRow();
    void orderTabs();
    void chooseFile();
    void add();
    void refresh();

    const UploadView m_video;
    QString m_file; // to add; empty: none chosen
    QVector<SubtitleRow *> m_rows;
    QVBoxLayout *m_lines = nullptr;
    QLabel *m_none;
    QPushButton *m_choose;
    QLabel *m_chosen;
    QComboBox *m_language;
    QPushButton *m_add;
    QLabel *m_trouble;
};

} // namespace postreel
