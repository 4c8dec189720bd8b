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

constexpr std::array names {
    ActName { "account.add", QT_TRANSLATE_NOOP("ActText", "Add an account") },
    ActName { "account.edit", QT_TRANSLATE_NOOP("ActText", "Change an account") },
    ActName { "account.delete", QT_TRANSLATE_NOOP("ActText", "Delete an account") },
    ActName { "category.add", QT_TRANSLATE_NOOP("ActText", "Add a category") },
    ActName { "category.edit", QT_TRANSLATE_NOOP("ActText", "Change a category") },
    ActName { "category.delete", QT_TRANSLATE_NOOP("ActText", "Delete a category") },
    ActName { "conflict.settle", QT_TRANSLATE_NOOP("ActText", "Settle a conflict") },
    ActName { "entry.add", QT_TRANSLATE_NOOP("ActText", "Add an entry") },
    ActName { "entry.delete", QT_TRANSLATE_NOOP("ActText", "Delete an entry") },
    ActName { "entry.edit", QT_TRANSLATE_NOOP("ActText", "Change an entry") },
    ActName { "entry.skip", QT_TRANSLATE_NOOP("ActText", "Skip entries") },
    ActName { "example", QT_TRANSLATE_NOOP("ActText", "Make the example household") },
    ActName { "import", QT_TRANSLATE_NOOP("ActText", "Import a statement") },
    ActName { "ledger.begin", QT_TRANSLATE_NOOP("ActText", "Begin with the usual") },
    ActName { "ledger.create", QT_TRANSLATE_NOOP("ActText", "Start the ledger") },
    ActName { "ledger.edit", QT_TRANSLATE_NOOP("ActText", "Change the ledger") },
    ActName { "month.add_template", QT_TRANSLATE_NOOP("ActText", "Add a template to a month") },
    ActName { "month.close", QT_TRANSLATE_NOOP("ActText", "Close a month") },
    ActName { "month.copy", QT_TRANSLATE_NOOP("ActText", "Copy entries into a month") },
    ActName { "month.edit", QT_TRANSLATE_NOOP("ActText", "Change a month's note") },
    ActName { "month.open", QT_TRANSLATE_NOOP("ActText", "Open a month") },
    ActName { "month.reopen", QT_TRANSLATE_NOOP("ActText", "Reopen a month") },
    ActName { "parked.apply", QT_TRANSLATE_NOOP("ActText", "Apply a parked change") },
    ActName { "parked.discard", QT_TRANSLATE_NOOP("ActText", "Discard a parked change") },
    ActName { "parked.move", QT_TRANSLATE_NOOP("ActText", "Move a parked change to another month") },
    ActName { "posting.add", QT_TRANSLATE_NOOP("ActText", "Record a posting") },
    ActName { "posting.clear", QT_TRANSLATE_NOOP("ActText", "Mark postings as cleared") },
    ActName { "posting.delete", QT_TRANSLATE_NOOP("ActText", "Delete postings") },
    ActName { "posting.duplicate", QT_TRANSLATE_NOOP("ActText", "Duplicate a posting") },
    ActName { "posting.edit", QT_TRANSLATE_NOOP("ActText", "Change postings") },
    ActName { "posting.move", QT_TRANSLATE_NOOP("ActText", "Move postings") },
    ActName { "posting.record", QT_TRANSLATE_NOOP("ActText", "Record what was due") },
    ActName { "reconcile", QT_TRANSLATE_NOOP("ActText", "Reconcile an account") },
    ActName { "redo", QT_TRANSLATE_NOOP("ActText", "Redo") },
    ActName { "salvage", QT_TRANSLATE_NOOP("ActText", "Bring back what the server lost") },
    ActName { "split.add", QT_TRANSLATE_NOOP("ActText", "Record a split purchase") },
    ActName { "split.edit", QT_TRANSLATE_NOOP("ActText", "Change a split purchase") },
    ActName { "template.add", QT_TRANSLATE_NOOP("ActText", "Add a template") },
    ActName { "template.delete", QT_TRANSLATE_NOOP("ActText", "Delete a template") },
    ActName { "template.edit", QT_TRANSLATE_NOOP("ActText", "Change a template") },
    ActName { "template_entry.add", QT_TRANSLATE_NOOP("ActText", "Add a template entry") },
    ActName { "template_entry.delete", QT_TRANSLATE_NOOP("ActText", "Delete a template entry") },
    ActName { "template_entry.edit", QT_TRANSLATE_NOOP("ActText", "Change a template entry") },
    ActName { "transfer.add", QT_TRANSLATE_NOOP("ActText", "Record a transfer") },
    ActName { "undo", QT_TRANSLATE_NOOP("ActText", "Undo") },
};

} // namespace

QString actText(std::string_view act)
{
    const auto name = std::find_if(names.begin(), names.end(), [&](const ActName& known) { return known.act == act; });
    return name == names.end() ? QString::fromUtf8(act.data(), qsizetype(act.size()))
                               : QCoreApplication::translate("ActText", name->text);
}

} // namespace qm::desktop
