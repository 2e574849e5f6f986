// The files of a Post, one below the other: a small picture, the name, size and duration.
// Invariant: a row stays while its upload does; pictures come from the cache alone.
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
    // `pictures` outlives it.
    FileList(PictureCache &pictures, QWidget *parent);

    void setUploads(const QVector<UploadView> &uploads);

private:
    class Row;
    PictureCache &m_pictures;
    QVBoxLayout *m_column;
    QVector<Row *> m_rows;
};

} // namespace postreel
