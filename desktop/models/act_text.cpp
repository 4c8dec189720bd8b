#include "desktop/models/act_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace qm::desktop {

namespace {

struct ActName {
    std::string_view act;
    const char* text;
};

#define QM_ACT(text) QT_TRANSLATE_NOOP("ActText", text)
constexpr std::array names {
    ActName { "account.add", QM_ACT("Add an account") },
    ActName { "account.edit", QM_ACT("Change an account") },
    ActName { "account.delete", QM_ACT("Delete an account") },
    ActName { "category.add", QM_ACT("Add a category") },
    ActName { "category.edit", QM_ACT("Change a category") },
    ActName { "category.delete", QM_ACT("Delete a category") },
    ActName { "conflict.settle", QM_ACT("Settle a conflict") },
    ActName { "entry.add", QM_ACT("Add an entry") },
    ActName { "entry.delete", QM_ACT("Delete an entry") },
    ActName { "entry.edit", QM_ACT("Change an entry") },
    ActName { "entry.skip", QM_ACT("Skip entries") },
    ActName { "example", QM_ACT("Make the example household") },
    ActName { "import", QM_ACT("Import a statement") },
    ActName { "ledger.begin", QM_ACT("Begin with the usual") },
    ActName { "ledger.create", QM_ACT("Start the ledger") },
    ActName { "ledger.edit", QM_ACT("Change the ledger") },
    ActName { "month.add_template", QM_ACT("Add a template to a month") },
    ActName { "month.close", QM_ACT("Close a month") },
    ActName { "month.copy", QM_ACT("Copy entries into a month") },
    ActName { "month.edit", QM_ACT("Change a month's note") },
    ActName { "month.open", QM_ACT("Open a month") },
    ActName { "month.reopen", QM_ACT("Reopen a month") },
    ActName { "parked.apply", QM_ACT("Apply a parked change") },
    ActName { "parked.discard", QM_ACT("Discard a parked change") },
    ActName { "parked.move", QM_ACT("Move a parked change to another month") },
    ActName { "posting.add", QM_ACT("Record a posting") },
    ActName { "posting.clear", QM_ACT("Mark postings as cleared") },
    ActName { "posting.delete", QM_ACT("Delete postings") },
    ActName { "posting.duplicate", QM_ACT("Duplicate a posting") },
    ActName { "posting.edit", QM_ACT("Change postings") },
    ActName { "posting.move", QM_ACT("Move postings") },
    ActName { "posting.record", QM_ACT("Record what was due") },
    ActName { "reconcile", QM_ACT("Reconcile an account") },
    ActName { "redo", QM_ACT("Redo") },
    ActName { "salvage", QM_ACT("Bring back what the server lost") },
    ActName { "split.add", QM_ACT("Record a split purchase") },
    ActName { "split.edit", QM_ACT("Change a split purchase") },
    ActName { "template.add", QM_ACT("Add a template") },
    ActName { "template.delete", QM_ACT("Delete a template") },
    ActName { "template.edit", QM_ACT("Change a template") },
    ActName { "template_entry.add", QM_ACT("Add a template entry") },
    ActName { "template_entry.delete", QM_ACT("Delete a template entry") },
    ActName { "template_entry.edit", QM_ACT("Change a template entry") },
    ActName { "transfer.add", QM_ACT("Record a transfer") },
    ActName { "undo", QM_ACT("Undo") },
};
#undef QM_ACT

} // namespace

QString actText(std::string_view act)
{
    const auto name = std::find_if(names.begin(), names.end(), [&](const ActName& known) { return known.act == act; });
    return name == names.end() ? QString::fromUtf8(act.data(), qsizetype(act.size()))
                               : QCoreApplication::translate("ActText", name->text);
}

} // namespace qm::desktop
