#pragma once

#include <QTableView>

#include "desktop/models/posting_table_model.h"
#include "desktop/widgets/workspace.h"

namespace qm::desktop {

/// The list of a PostingTableModel: whole rows are selected, selection and place survive changes of the ledger, widths
/// of columns are remembered. Takes Return, Del, Ctrl+L, Space and Ctrl+C while it has the focus.
class PostingTable final : public QTableView {
    Q_OBJECT

public:
    /// `name`: under which the widths are remembered. `hidden`: columns that are not shown.
    PostingTable(Workspace& workspace, PostingTableModel& model, PostingSource& source, const QString& name,
        const std::vector<PostingTableModel::Column>& hidden, QWidget* parent = nullptr);

    /// The selected rows as the database thread resolves them (postingIds()).
    std::vector<PostingWindow> selectedWindows() const;
    int selectedCount() const;
    /// What the selected ones add up to; nothing while some are not read.
    std::optional<Money> selectedSum() const;
    const PostingLine* currentLine() const { return m_model.line(currentIndex().row()); }
    /// Selects that one, once it is there.
    void selectPosting(const Uuid& id);
    void copySelected();

signals:
    void selectionMoved();
    void editWanted(); ///< Return or a double click
    void deleteWanted();
    void clearedWanted(); ///< the mark of the selected ones is to be turned
    void menuWanted(const QPoint& globalPlace);

protected:
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    std::vector<std::pair<int, int>> selectedRanges() const; ///< first and last rows, ascending
    void restoreWidths();
    void fitWidths(); ///< columns of words share what the others leave, in the proportion of their widths
    void setRowHeights();
    void keepPlace();
    void restorePlace();
    void selectRows(const std::vector<int>& rows, int current);
    void findWanted();
    void selectSomething(); ///< whoever comes here by keys has a row under the cursor

    Workspace& m_workspace;
    PostingTableModel& m_model;
    PostingSource& m_source;
    QString m_widthsName;
    std::vector<Uuid> m_keptIds;
    std::optional<Uuid> m_keptCurrent;
    bool m_withAccount = false; ///< where there is room for it
    bool m_isFitting = false;
    int m_keptRow = -1;
    int m_keptScroll = 0;
    std::optional<Uuid> m_wanted; ///< to be selected once it is there
};

} // namespace qm::desktop
