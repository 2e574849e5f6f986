// Whether a file can be added to a Post at all, whatever X would say of it: asked at the drop and when a Post is made, so
// that both decide alike.
#pragma once

#include "app/base/error.h"

namespace postreel {

// Errors: Missing, NameNotUtf8, NotAFile, Unreadable, and Empty unless the file is being written just now (a recording that
// has only begun). The subject is the file's name. Blocks as long as its disk or share does; for worker threads.
Error addingError(const QString &file);

} // namespace postreel
