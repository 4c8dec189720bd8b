#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <array>

namespace qm::desktop {

namespace {

Theme lightTheme()
{
    Theme light;
    light.window = QColor(0xf4f5f3);
    light.surface = QColor(0xffffff);
    light.raised = QColor(0xeef1ee);
    light.line = QColor(0xd9deda);
    light.text = QColor(0x1d2420);
    light.muted = QColor(0x59645e);
    light.accent = QColor(0x0b6b5b);
    light.onAccent = QColor(0xffffff);
    light.selected = QColor(0xd5ebe5);
    light.income = QColor(0x15609f);
    light.over = QColor(0xb3341f);
    light.warning = QColor(0x7d5100);
    light.track = QColor(0xe3e8e5);
    return light;
}

Theme darkTheme()
{
    Theme dark;
    dark.isDark = true;
    dark.window = QColor(0x171b19);
    dark.surface = QColor(0x1f2422);
    dark.raised = QColor(0x2a302d);
    dark.line = QColor(0x3a423e);
    dark.text = QColor(0xe8ece9);
    dark.muted = QColor(0xa5b0aa);
    dark.accent = QColor(0x57c2ab);
    dark.onAccent = QColor(0x0d1f1a);
    dark.selected = QColor(0x24483f);
    dark.income = QColor(0x7fbdf0);
    dark.over = QColor(0xff8f7a);
    dark.warning = QColor(0xf0bf5a);
    dark.track = QColor(0x39413d);
    return dark;
}

Theme& current()
{
    static Theme theme = lightTheme();
    return theme;
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.raised);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.over);
    palette.setColor(QPalette::Highlight, theme.selected);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Light, theme.isDark ? theme.line.lighter(120) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, theme.line);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.isDark ? QColor(0x101312) : QColor(0xb4bcb7));
    palette.setColor(QPalette::Shadow, theme.isDark ? QColor(Qt::black) : QColor(0x8d9691));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText })
        palette.setColor(QPalette::Disabled, role, theme.muted);
    return palette;
}

} // namespace

QColor Theme::series(int index) const
{
    // After Okabe and Ito, darkened or lightened until they stand out from the surface.
    static constexpr std::array<QRgb, 8> onLight { 0x0b6b5b, 0xc96a00, 0x1c6fb0, 0xa8478a, 0x6a7d00, 0xb3341f, 0x5a5fc7,
        0x59645e };
    static constexpr std::array<QRgb, 8> onDark { 0x57c2ab, 0xf2a65a, 0x7fbdf0, 0xe29acb, 0xc3d35e, 0xff8f7a, 0xabaef5,
        0xa5b0aa };
    const auto& colours = isDark ? onDark : onLight;
    return QColor(colours[static_cast<std::size_t>(index) % colours.size()]);
}

ThemeChoice themeNamed(const QString& name)
{
    return name == QLatin1String("dark") ? ThemeChoice::Dark
        : name == QLatin1String("light") ? ThemeChoice::Light
                                         : ThemeChoice::System;
}

const Theme& theme()
{
    return current();
}

void applyTheme(QApplication& application, ThemeChoice choice)
{
    static const bool isSystemDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    const bool isDark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && isSystemDark);
    current() = isDark ? darkTheme() : lightTheme();
    QPixmapCache::clear();
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(current()));
}

namespace {

/// Draws the icon anew for each size and theme.
class ThemedIcon final : public QIconEngine {
public:
    explicit ThemedIcon(QString name) : m_name(std::move(name)) { }

    void paint(QPainter* painter, const QRect& place, QIcon::Mode mode, QIcon::State) override
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QColor colour = mode == QIcon::Disabled ? theme().muted : theme().text;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer(svg).render(painter, place);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ThemedIcon(m_name); }

private:
    QString m_name;
};

} // namespace

QIcon icon(const QString& name)
{
    return QIcon(new ThemedIcon(name));
}

} // namespace qm::desktop
