#include "desktop/app/screenshots.h"

#include "desktop/app/languages.h"
#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/example_household.h"
#include "desktop/services/preferences.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/main_window.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <cstdio>

namespace qm::desktop {

namespace {

struct Scene {
    const char* name; ///< of the file
    PageId page;
    const char* command; ///< triggered on that page; null: the page alone
};

constexpr Scene scenes[] = {
    { "month", PageId::Month, nullptr },
    { "templates", PageId::Templates, nullptr },
    { "accounts", PageId::Accounts, nullptr },
    { "postings", PageId::Postings, nullptr },
    { "summary", PageId::Summary, nullptr },
    { "charts", PageId::Summary, "summary.charts" },
    { "attention", PageId::Attention, nullptr },
    { "history", PageId::History, nullptr },
    { "open-month", PageId::Month, "month.open" },
    { "close-month", PageId::Month, "month.close" },
    { "palette", PageId::Month, "edit.palette" },
    { "preferences", PageId::Month, "file.preferences" },
    { "shortcuts", PageId::Month, "help.shortcuts" },
    { "connect", PageId::Month, "server.connect" },
};

/// Goes from scene to scene, each time when nothing moves any more.
class Photographer final : public QObject {
public:
    Photographer(Workspace& workspace, MainWindow& window, QString folder, QString example)
        : m_workspace(workspace)
        , m_window(window)
        , m_folder(std::move(folder))
        , m_example(std::move(example))
    {
    }

    void begin()
    {
        whenQuiet([this] { photograph(QStringLiteral("welcome"), [this] { openExample(); }); });
    }

private:
    static constexpr int roundsMost = 12; ///< what is asked may ask again when it arrives
    static constexpr int pauseMs = 30;

    void whenQuiet(std::function<void()> then, int rounds = roundsMost)
    {
        if (rounds == 0) {
            then();
            return;
        }
        QTimer::singleShot(pauseMs, this, [this, then = std::move(then), rounds] {
            whenDone(this, m_workspace.ledger.read([](Ledger&) { return Result<>(); }),
                [this, then, rounds](Result<>) { whenQuiet(then, rounds - 1); });
        });
    }

    void openExample()
    {
        whenDone(this, m_workspace.ledger.open(m_example), [this](Result<> done) {
            if (!done) {
                fail(done.error());
                return;
            }
            next();
        });
    }

    void next()
    {
        if (m_scene == std::size(scenes)) {
            QCoreApplication::exit(m_hasFailed ? 1 : 0);
            return;
        }
        const Scene& scene = scenes[m_scene++];
        m_workspace.showPage(scene.page);
        if (QAction* const action = scene.command ? m_workspace.command(QLatin1String(scene.command)) : nullptr)
            action->trigger();
        whenQuiet([this, &scene] { photograph(QString::fromLatin1(scene.name), [this] { next(); }); });
    }

    /// The window with what lies on it.
    void photograph(const QString& name, std::function<void()> then)
    {
        QPixmap picture = m_window.grab();
        for (QWidget* const widget : QApplication::topLevelWidgets()) {
            if (widget == &m_window || !widget->isVisible())
                continue;
            QPoint place = m_window.mapFromGlobal(widget->frameGeometry().topLeft());
            if (qobject_cast<QDialog*>(widget)) // there is nobody here to put it into the middle
                place = QPoint((m_window.width() - widget->width()) / 2, (m_window.height() - widget->height()) / 3);
            QPainter painter(&picture);
            painter.drawPixmap(place, widget->grab());
            painter.setPen(theme().line); // in the place of the frame that a desktop gives it
            painter.drawRect(QRect(place, widget->size()).adjusted(-1, -1, 0, 0));
            widget->close();
        }
        const QString file
            = QStringLiteral("%1/%2-%3.png")
                  .arg(m_folder, name, theme().isDark ? QStringLiteral("dark") : QStringLiteral("light"));
        if (!picture.save(file)) {
            std::fprintf(stderr, "%s cannot be written.\n", qPrintable(QDir::toNativeSeparators(file)));
            m_hasFailed = true;
        }
        then();
    }

    void fail(const Error& error)
    {
        std::fprintf(stderr, "%s\n", qPrintable(ErrorText::of(error).text()));
        QCoreApplication::exit(1);
    }

    Workspace& m_workspace;
    MainWindow& m_window;
    QString m_folder;
    QString m_example;
    std::size_t m_scene = 0;
    bool m_hasFailed = false;
};

QSize sizeNamed(const std::string& text)
{
    static const QRegularExpression form(QStringLiteral(R"(^(\d{3,4})x(\d{3,4})$)"));
    const auto match = form.match(QString::fromStdString(text));
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize(1440, 900);
}

/// Every scene in the theme of now, in a window of its own. The exit code.
int photographAll(const QString& dataDir, const QString& example, const QString& folder, const QSize& size)
{
    // Nothing is remembered from the other theme's pictures.
    Preferences preferences(
        ProgramFolders::of(dataDir, theme().isDark ? QStringLiteral("dark") : QStringLiteral("light")));
    LedgerService ledger;
    SyncService sync(ledger);
    DraftStore drafts;
    Workspace workspace(ledger, sync, drafts, preferences);
    MainWindow window(workspace);
    window.resize(size);
    window.show();
    Photographer photographer(workspace, window, folder, example);
    photographer.begin();
    return QApplication::exec();
}

} // namespace

int renderScreenshots(QApplication& application, const StartArguments& arguments)
{
    const QString folder = QDir(QString::fromStdString(arguments.screenshotDir)).absolutePath();
    const QTemporaryDir data;
    if (!QDir().mkpath(folder) || !data.isValid()) {
        std::fprintf(stderr, "%s cannot be written.\n", qPrintable(QDir::toNativeSeparators(folder)));
        return 1;
    }
    speak(application, QString::fromStdString(arguments.language.empty() ? "en" : arguments.language));
    const QString example = data.filePath(QStringLiteral("example.db"));
    const auto made = makeExample(example.toStdString(),
        ExampleOptions::on(fromQDate(QDate::currentDate()), QLocale().language() == QLocale::German));
    if (!made) {
        std::fprintf(stderr, "%s\n", qPrintable(ErrorText::of(made.error()).text()));
        return 1;
    }
    int code = 0;
    for (const ThemeChoice choice : { ThemeChoice::Light, ThemeChoice::Dark }) {
        applyTheme(application, choice);
        code = std::max(code, photographAll(data.path(), example, folder, sizeNamed(arguments.screenshotSize)));
    }
    if (code == 0)
        std::printf("%s\n", qPrintable(QDir::toNativeSeparators(folder)));
    return code;
}

} // namespace qm::desktop
