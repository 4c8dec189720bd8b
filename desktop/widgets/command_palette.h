#pragma once

#include "common/store/known_names.h"
#include "desktop/models/palette_model.h"
#include "desktop/widgets/workspace.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;

namespace qm::desktop {

/// One field that finds every action, page, month, entry, payee, account, category and template, and goes there. Over
/// the top of the window; Escape or a click elsewhere closes it and gives the focus back.
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(Workspace& workspace, QWidget* window);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// What the ledger knows beyond the catalogue.
    struct Names {
        std::vector<std::string> payees;
        std::vector<KnownEntry> entries;
        std::vector<Entry> ofCurrentMonth;
    };
    static Result<Names> readNames(Ledger& ledger, const std::optional<Uuid>& month);
    void collect();
    void addItem(PaletteItem::Kind kind, const QString& text, const QString& detail, std::function<void()> run);
    void addCommands();
    void addPages();
    void addCatalogue();
    void addNames(const Names& names);
    void addEntry(const Uuid& id, const std::string& name, YearMonth ym);
    void search(const QString& typed);
    void step(int by);
    void run(const QModelIndex& index);

    Workspace& m_workspace;
    PaletteModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    std::vector<PaletteItem> m_items;
    std::vector<std::function<void()>> m_runs; ///< by PaletteItem::number
    LatestOnly m_names;
};

} // namespace qm::desktop
