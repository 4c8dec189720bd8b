#pragma once

#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QComboBox;
class QLineEdit;

namespace qm::desktop {

/// Starts a ledger: asks for its name and currency, nothing else, and then offers the first month.
class NewLedgerDialog final : public Sheet {
    Q_OBJECT

public:
    NewLedgerDialog(Workspace& workspace, QWidget* parent);

private:
    void fillCurrencies();
    void check();
    QString currencyCode() const; ///< empty: none of that name
    void make();
    void begin();

    Workspace& m_workspace;
    QLineEdit* m_name;
    QComboBox* m_currency;
    QPushButton* m_main;
};

} // namespace qm::desktop
