#include "ui/window/parts/theme_colors.h"

#include <algorithm>
#include <cmath>

namespace postreel::theme {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// Moves the colour towards the text colour until it is readable on the base.
QColor readable(QColor color, const QPalette &palette)
{
    constexpr double leastContrast = 4.5;
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    const QColor start = color;
    for (int step = 1; step <= 20 && contrast(color, base) < leastContrast; ++step)
        color = mixed(text, start, step / 20.0);
    return color;
}

QColor ofHue(double hue, const QPalette &palette)
{
    const bool dark = luminance(palette.color(QPalette::Base)) < 0.2;
    return readable(
        QColor::fromHslF(static_cast<float>(hue / 360.0), dark ? 0.65F : 0.75F, dark ? 0.62F : 0.36F),
        palette);
}

} // namespace

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto blend = [share](float x, float y) {
        return static_cast<float>(std::clamp(x * share + y * (1.0 - share), 0.0, 1.0));
    };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()),
                            blend(a.blueF(), b.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor quiet(const QPalette &palette)
{
    return readable(mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.62), palette);
}

QColor line(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.16);
}

QColor track(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.13);
}

QColor good(const QPalette &palette)
{
    return ofHue(145, palette);
}

QColor warning(const QPalette &palette)
{
    return ofHue(34, palette);
}

QColor bad(const QPalette &palette)
{
    return ofHue(2, palette);
}

QColor accent(const QPalette &palette)
{
    return readable(palette.color(QPalette::Highlight), palette);
}

} // namespace postreel::theme
