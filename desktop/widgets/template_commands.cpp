#include "desktop/widgets/templates_page.h"

#include "common/store/template_actions.h"
#include "desktop/models/display_text.h"

namespace qm::desktop {

void TemplatesPage::addCommands(Workspace& workspace, QObject* owner, std::function<TemplatesPage&()> page)
{
    const Menu menu = Menu::Edit;
    const auto add = [&](const char* id, const QString& text, const QKeySequence& keys, const char* iconName,
                         void (TemplatesPage::*run)()) {
        workspace.addCommand(owner,
            { QString::fromLatin1(id), menu, text, keys, QString::fromLatin1(iconName),
                [page, run] { (page().*run)(); } });
    };
    Workspace* const ws = &workspace;
    workspace.addCommand(owner,
        { QStringLiteral("template.ofMonth"), menu, tr("&Make a template of this month"),
            Qt::CTRL | Qt::ALT | Qt::Key_T, QStringLiteral("template"), [ws, owner, page] {
                const auto ym = ws->currentMonth();
                const Month* const month = ym ? ws->ledger.catalogue().month(*ym) : nullptr;
                if (!month)
                    return;
                const std::string name = tr("Like %1").arg(monthText(*ym)).toStdString();
                ws->act(
                    owner, [id = month->id, name](Ledger& ledger) { return addTemplateOfMonth(ledger, id, name); },
                    [page](const Uuid& made) {
                        page().choose(made);
                        page().rename();
                    });
            } });
    add("template.add", tr("&New template"), Qt::CTRL | Qt::ALT | Qt::Key_N, "add", &TemplatesPage::addTemplate);
    add("template.use", tr("U&se the template for a new month…"), Qt::CTRL | Qt::ALT | Qt::Key_U, "month",
        &TemplatesPage::useForMonth);
    add("template.rename", tr("Rename the tem&plate"), Qt::CTRL | Qt::ALT | Qt::Key_R, "edit", &TemplatesPage::rename);
    add("template.duplicate", tr("&Duplicate the template"), Qt::CTRL | Qt::ALT | Qt::Key_D, "copy",
        &TemplatesPage::duplicate);
    add("template.delete", tr("De&lete the template"), Qt::CTRL | Qt::ALT | Qt::Key_Backspace, "trash",
        &TemplatesPage::deleteTemplate);
    workspace.resumeWith(
        owner, QStringLiteral("template.cell/"), [page](const QString& name) { page().goOnInCell(name); });
    const auto enable = [ws] {
        const bool isOpen = ws->ledger.isOpen();
        const bool hasAny = isOpen && !ws->ledger.catalogue().templates.empty();
        const auto ym = ws->currentMonth();
        ws->command(QStringLiteral("template.add"))->setEnabled(isOpen);
        ws->command(QStringLiteral("template.ofMonth"))
            ->setEnabled(isOpen && ym && ws->ledger.catalogue().month(*ym) != nullptr);
        for (const char* const id : { "template.use", "template.rename", "template.duplicate", "template.delete" })
            ws->command(QString::fromLatin1(id))->setEnabled(hasAny);
    };
    connect(&workspace.ledger, &LedgerService::opened, owner, enable);
    connect(&workspace.ledger, &LedgerService::changed, owner, enable);
    connect(ws, &Workspace::currentMonthChanged, owner, enable);
    enable();
}

} // namespace qm::desktop
