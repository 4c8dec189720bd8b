#pragma once

#include <QTableView>

#include "desktop/services/catalogue.h"

namespace qm::desktop {

class ImportModel;

/// The lines of a statement. Space ticks the selected rows, Enter or F2 chooses the entry of the current one.
class ImportTable final : public QTableView {
    Q_OBJECT

public:
    explicit ImportTable(ImportModel* model, QWidget* parent = nullptr);

    std::vector<int> selectedRows() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareWidth();
    ImportModel* m_model;
};

} // namespace qm::desktop
