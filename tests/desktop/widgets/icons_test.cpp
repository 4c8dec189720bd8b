#include "open_window.h"

#include "desktop/widgets/theme.h"

#include <QDirIterator>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>

using namespace qm::desktop;

namespace {

/// The names in icon(QStringLiteral("…")) all over the window's sources.
QStringList namesInSources()
{
    static const QRegularExpression call(QStringLiteral("\\bicon\\(QStringLiteral\\(\"([^\"%]+)\"\\)"));
    QStringList names;
    QDirIterator files(QStringLiteral(QM_SOURCE_DIR "/desktop"), { QStringLiteral("*.cpp"), QStringLiteral("*.h") },
        QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (auto found = call.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();)
            names.append(found.next().captured(1));
    }
    names.removeDuplicates();
    return names;
}

bool isDrawn(const QIcon& icon)
{
    const QImage image = icon.pixmap(24, 24).toImage().convertToFormat(QImage::Format_ARGB32);
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += qAlpha(image.pixel(x, y)) > 64 ? 1 : 0;
    }
    return inked > 10;
}

} // namespace

class IconsTest final : public QObject {
    Q_OBJECT

private slots:
    void everyIconNamedInTheSourcesIsDrawn()
    {
        const QStringList names = namesInSources();

        QVERIFY(names.size() >= 2);
        for (const QString& name : names)
            QVERIFY2(isDrawn(icon(name)), qPrintable(name));
    }

    void everyIconOfTheSetIsDrawn()
    {
        const QStringList files = QDir(QStringLiteral(QM_SOURCE_DIR "/desktop/widgets/icons")).entryList(QDir::Files);

        QVERIFY(files.size() >= 48);
        for (const QString& file : files)
            QVERIFY2(isDrawn(icon(file.chopped(4))), qPrintable(file));
    }

    void everyCommandWithAnIconShowsIt()
    {
        OpenWindow open([](qm::Ledger&) {});

        for (const QAction* const action : open.workspace.commands())
            QVERIFY2(action->icon().isNull() || isDrawn(action->icon()), qPrintable(action->objectName()));
    }

    void anIconTakesTheColourOfTheTheme()
    {
        const auto inkOf = [] {
            const QImage image = icon(QStringLiteral("add")).pixmap(24, 24).toImage();
            return image.pixelColor(12, 12);
        };
        applyTheme(*qApp, ThemeChoice::Light);
        const QColor onLight = inkOf();
        applyTheme(*qApp, ThemeChoice::Dark);
        const QColor onDark = inkOf();

        QVERIFY(onLight.lightness() < 100);
        QVERIFY(onDark.lightness() > 150);
    }
};

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
