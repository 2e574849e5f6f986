// The translation context of what the sandbox says to those who start it.
#pragma once

#include <QCoreApplication>

namespace postreel::sandbox {

class SandboxText
{
    Q_DECLARE_TR_FUNCTIONS(SandboxText)
};

} // namespace postreel::sandbox
