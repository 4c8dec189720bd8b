#pragma once

#include <QDate>

#include "common/store/month_view.h"
#include "desktop/widgets/card.h"

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace qm::desktop {

class DueRow;
class Workspace;

/// What of the month is late, due today or in the next seven days: each can be recorded, recorded and then edited, or
/// skipped; several at once by their tick boxes. Hides itself when nothing is due.
class DuePanel final : public Card {
    Q_OBJECT

public:
    explicit DuePanel(Workspace& workspace, QWidget* parent = nullptr);

    /// Keeps ticks and focus of rows that are still there.
    void show(const MonthView& view, QDate today);
    void clear();
    /// Opens the panel and puts the focus into it; false when nothing is due.
    bool takeFocus();
    bool isOpen() const { return m_isOpen; }
    /// Of more, the rest is scrolled to.
    void setRowsShown(int rows);

signals:
    void recordWanted(const std::vector<qm::Uuid>& entries, bool thenEdit);
    void skipWanted(const std::vector<qm::Uuid>& entries);

private:
    void setOpen(bool isOpen);
    void showCounts(const MonthView& view);
    void showTicked();
    void fitHeight();
    std::vector<Uuid> ticked() const;
    DueRow* makeRow(const Uuid& entry);
    void focusRow(std::size_t row);

    Workspace& m_workspace;
    QToolButton* m_toggle;
    QLabel* m_counts;
    QPushButton* m_all;
    QPushButton* m_record;
    QPushButton* m_skip;
    QScrollArea* m_scroll;
    QVBoxLayout* m_list;
    std::vector<DueRow*> m_rows;
    bool m_isOpen = true;
    int m_rowsShown = 5;
};

} // namespace qm::desktop
