// The files of a Post, one below the other: a small picture, the name, size and duration.
// Invariant: rows are reused when the uploads change; pictures come only from the cache.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

class QVBoxLayout;

namespace postreel {

class PictureCache;

class FileList : public QWidget
{
    Q_OBJECT
public:
    // `pictures` must outlive it.
    FileList(PictureCache &pictures, QWidget *parent);

    void setUploads(const QVector<UploadView> &uploads);

private:
    class Row;
    PictureCache &m_pictures;
    QVBoxLayout *m_column;
    QVector<Row *> m_rows;
};

} // namespace postreel
