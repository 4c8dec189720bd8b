#pragma once

#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace qm::desktop {

/// Every action by its menu, with its keys, found by typing; and the keys of lists and fields.
class ShortcutsDialog final : public Sheet {
    Q_OBJECT

public:
    ShortcutsDialog(Workspace& workspace, QWidget* parent);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QTreeWidgetItem* group(const QString& title);
    void addRow(QTreeWidgetItem* under, const QString& text, const QString& keys);
    void addLists();
    void filter(const QString& typed);

    QLineEdit* m_search;
    QTreeWidget* m_tree;
};

/// A menu's or action's text as it is read: without mnemonics.
QString plainText(const QString& text);

} // namespace qm::desktop
