#include "open_window.h"

#include <QApplication>

using namespace qm;
using namespace qm::desktop;

OpenWindow::OpenWindow() : preferences(ProgramFolders::of(folder.path(), {}))
{
    QObject::connect(&ledger, &LedgerService::opened, &drafts, [this] { drafts.setLedger(ledger.path()); });
    window = std::make_unique<MainWindow>(workspace);
    window->show();
    settle();
}

OpenWindow::OpenWindow(const std::function<void(Ledger&)>& fill, const char* currency)
    : preferences(ProgramFolders::of(folder.path(), {}))
{
    QObject::connect(&ledger, &LedgerService::opened, &drafts, [this] { drafts.setLedger(ledger.path()); });
    auto made = ledger.create(path(), QStringLiteral("Home"), *Currency::parse(currency));
    waitFor(made);
    if (const auto result = made.takeResult(); !result)
        qFatal("%s", result.error().detail.c_str());
    settle();
    act([&](Ledger& book) -> Result<> {
        fill(book);
        return {};
    });
    window = std::make_unique<MainWindow>(workspace);
    window->show();
    window->activateWindow();
    settle();
}

OpenWindow::~OpenWindow() = default;

QString OpenWindow::path() const
{
    return folder.filePath(QStringLiteral("ledger.db"));
}

void OpenWindow::settle()
{
    // What is asked may ask again when it arrives: until nothing more does for some rounds.
    for (int quiet = 0; quiet < 3; ++quiet) {
        auto done = ledger.read([](Ledger&) -> Result<> { return {}; });
        waitFor(done);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void OpenWindow::showPage(PageId id)
{
    workspace.showPage(id);
    settle();
}
