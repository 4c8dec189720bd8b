#pragma once

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
    QString textOf(const QString& name) const;

private:
    Workspace& m_workspace;
};

} // namespace qm::desktop
