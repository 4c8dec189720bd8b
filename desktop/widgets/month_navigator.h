#pragma once

#include "desktop/widgets/workspace.h"

#include <QWidget>

class QListWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace qm::desktop {

/// The left side: the pages, and below them the months; open ones on top, closed ones under their year with a lock.
class MonthNavigator final : public QWidget {
    Q_OBJECT

public:
    explicit MonthNavigator(Workspace& workspace, QWidget* parent = nullptr);

    /// Fills in the months as the catalogue has them now.
    void reload();
    void showAsCurrent(PageId page);
    /// How many things wait on the attention page.
    void setAttention(std::int64_t count);

private:
    void addPage(PageId page, const QString& iconName, const QString& text);
    void showMonthAsCurrent();
    QTreeWidgetItem* itemOf(YearMonth ym) const;

    Workspace& m_workspace;
    QListWidget* m_pages;
    QTreeWidget* m_months;
    std::optional<PageId> m_current;
    bool m_isFilling = false;
};

} // namespace qm::desktop
