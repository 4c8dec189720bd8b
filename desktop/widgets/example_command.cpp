#include <QCoreApplication>
#include <QLocale>

#include "desktop/widgets/example_command.h"

#include "desktop/models/display_text.h"
#include "desktop/services/open_example.h"

namespace qm::desktop {

void addExampleCommand(Workspace& workspace, QObject* owner)
{
    const auto open = [&workspace, owner] {
        const bool isGerman = QLocale().language() == QLocale::German;
        auto opened = openExample(workspace.ledger, workspace.preferences.folders(),
            ExampleOptions::on(fromQDate(QDate::currentDate()), isGerman));
        whenDone(owner, std::move(opened), [&workspace](Result<> done) {
            if (!done)
                workspace.showError(done.error());
        });
    };
    workspace.addCommand(owner,
        { QStringLiteral("file.example"), Menu::File,
            QCoreApplication::translate("ExampleCommand", "Open the e&xample household"), {}, QStringLiteral("folder"),
            open });
}

} // namespace qm::desktop
