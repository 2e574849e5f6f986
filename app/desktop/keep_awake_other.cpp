#include "app/desktop/keep_awake.h"

#include <QtGlobal>
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)

namespace postreel {

struct KeepAwake::Native
{
};

KeepAwake::KeepAwake(QObject *parent) : QObject(parent) {}

KeepAwake::~KeepAwake() = default;

bool KeepAwake::hold(const QString &)
{
    return false;
}

void KeepAwake::release() {}

bool KeepAwake::isHeld() const
{
    return false;
}

} // namespace postreel

#endif
