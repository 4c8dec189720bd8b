#pragma once

#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QFormLayout;
class QLineEdit;

namespace qm::desktop {

/// What a person can choose about the program and the ledger. Every choice holds at once; there is nothing to confirm.
class PreferencesDialog final : public Sheet {
    Q_OBJECT

public:
    PreferencesDialog(Workspace& workspace, QWidget* parent);

private:
    void addProgram(QFormLayout* form);
    void addLedger(QFormLayout* form);
    void takeName();

    Workspace& m_workspace;
    QLineEdit* m_name = nullptr;
};

} // namespace qm::desktop
