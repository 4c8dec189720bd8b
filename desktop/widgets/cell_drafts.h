#pragma once

#include <QHash>
#include <QObject>

#include "desktop/widgets/workspace.h"

class QLineEdit;

namespace qm::desktop {

/// What is typed into the cells of a list, each as a draft from its first letter until the ledger has it: it comes back
/// when the cell is opened again. Escape lets it go.
class CellDrafts final : public QObject {
    Q_OBJECT

public:
    CellDrafts(Workspace& workspace, QObject* list);

    /// The cell's editor is filled: what was kept of it takes its place, and what is typed is kept.
    void follow(QLineEdit* editor, const QString& name);
    /// It was taken out of its editor, and is on its way.
    void send(QLineEdit* editor);
    /// The ledger has it.
    void settle(const QString& name);
    /// As send(), for who knows the cell only: it is kept until release(). Gives what is kept: `shown` when nothing was
    /// typed.
    QString hold(const QString& name, const QString& shown);
    bool isHeld(const QString& name) const { return m_held.contains(name); }
    /// It has arrived, or was refused and stays. Something newer that was typed stays too.
    void release(const QString& name);
    static void settle(Workspace& workspace, const QString& name, const QString& text);
    /// The name for a cell of a row that has such a name (RowNameRole), and back.
    static QString nameOf(const QString& row, int column);
    static std::pair<QString, int> cellOf(const QString& name);
    QString textOf(const QString& name) const;

private:
    Workspace& m_workspace;
    QHash<QString, int> m_held;
};

} // namespace qm::desktop
