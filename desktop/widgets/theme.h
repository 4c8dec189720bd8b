#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>

class QApplication;

namespace qm::desktop {

enum class ThemeChoice { System, Light, Dark };
/// Of `system`, `light` or `dark`, as Preferences::theme() says it.
ThemeChoice themeNamed(const QString& name);

/// The colours, distances and letters of the window. Text on `surface`, `raised` or `selected` has a contrast of at
/// least 4.5 to 1, in light and dark.
struct Theme {
    bool isDark = false;
    QColor window; ///< behind panels
    QColor surface; ///< of lists and cards
    QColor raised; ///< of a head, a hovered row
    QColor line; ///< between things
    QColor text;
    QColor muted; ///< text that is less important
    QColor accent; ///< links, focus, the bar of what is spent
    QColor onAccent; ///< text on accent
    QColor selected; ///< behind selected rows
    QColor income; ///< beside a word or sign, never alone
    QColor over; ///< spent more than planned
    QColor warning;
    QColor track; ///< of an empty bar

    /// A theme's own colours for a row of things, as in charts: eight, apart also for people who see few colours.
    QColor series(int index) const;
};

/// Distances in pixels at 100 %: everything is a multiple.
inline constexpr int unit = 4;

const Theme& theme();
/// Sets palette and style of the application; widgets hear of it by QEvent::PaletteChange.
void applyTheme(QApplication& application, ThemeChoice choice);

/// A line icon of the program's own (desktop/widgets/icons/NAME.svg) in the colours of the theme.
QIcon icon(const QString& name);

} // namespace qm::desktop
