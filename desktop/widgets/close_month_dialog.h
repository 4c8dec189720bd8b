#pragma once

#include "common/store/month_closing.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QTableWidget;

namespace qm::desktop {

/// Shows what is left open in a month, with a way to each of it, before it becomes an archive.
class CloseMonthDialog final : public Sheet {
    Q_OBJECT

public:
    CloseMonthDialog(Workspace& workspace, const Month& month, QWidget* parent);

private:
    void showReview(const ClosingReview& review);
    void addFinding(const QString& iconName, const QString& text, const QString& buttonText, std::function<void()> go);
    void addUnpaid(const std::vector<Entry>& unpaid);
    void addRest(const ClosingReview& review);
    void showPostings(bool onlyWithoutEntry);
    void closeMonth();

    Workspace& m_workspace;
    Month m_month;
    QVBoxLayout* m_findings;
    QPushButton* m_main;
    LatestOnly m_review;
};

/// Asks why a closed month is opened again; the reason becomes part of its note and of the history.
class ReopenMonthDialog final : public Sheet {
    Q_OBJECT

public:
    ReopenMonthDialog(Workspace& workspace, const Month& month, QWidget* parent);
};

} // namespace qm::desktop
