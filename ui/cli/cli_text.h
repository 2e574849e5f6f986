// The translation context of what the command line says.
#pragma once

#include <QCoreApplication>

namespace postreel {

class CliText
{
    Q_DECLARE_TR_FUNCTIONS(CliText)
};

} // namespace postreel
