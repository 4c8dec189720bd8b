#pragma once

#include "common/store/actions.h"
#include "desktop/widgets/page.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace qm::desktop {

class EditTable;
class TemplateEntryModel;

/// Templates at the left, the entries of the chosen one at the right, edited in place.
class TemplatesPage final : public Page {
    Q_OBJECT

public:
    explicit TemplatesPage(Workspace& workspace, QWidget* parent = nullptr);
    static void addCommands(Workspace& workspace, QObject* owner, std::function<TemplatesPage&()> page);

    void reload() override;
    void takeFocus() override;

    void choose(const Uuid& templ);
    void addTemplate();
    void rename();
    void duplicate();
    void deleteTemplate();
    void useForMonth();
    /// Opens the cell whose draft has that name, with what was typed.
    void goOnInCell(const QString& draft);

private:
    QWidget* makeList();
    QWidget* makeEntries();
    void connectTable();
    void fillList();
    void showTemplate();
    void showSums();
    void takeName();
    void finishRow(int row);
    void deleteEntry(int row);
    void moveEntry(int row, int by);
    void addEntry(const TemplateEntryDraft& draft, const QJsonObject& typed);
    void bringRefused();
    void cellRefused(const QString& words, const QString& draft);
    void addCategoryFor(const QModelIndex& index, const QString& name);
    void keepDraft();
    QString draftName() const;
    QString sentName(const Uuid& templ) const;
    const Template* chosen() const;

    QListWidget* m_list;
    QLineEdit* m_name;
    EditTable* m_table;
    TemplateEntryModel* m_model;
    QLabel* m_sums;
    QStackedWidget* m_stack;
    std::optional<Uuid> m_chosen;
    std::optional<Uuid> m_nameOf; ///< the template that the name field is about
    int m_adding = 0; ///< entries on their way
    bool m_isFilling = false;
};

} // namespace qm::desktop
