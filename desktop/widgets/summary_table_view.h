#pragma once

#include <QTableView>

namespace qm::desktop {

class SummaryModel;

/// The table of a summary. The names stay at the left and course, average and total at the right while the months
/// between them scroll. Click or Return on an amount asks for what is behind it, on a group it folds.
class SummaryTableView final : public QTableView {
    Q_OBJECT

public:
    explicit SummaryTableView(SummaryModel& model, QWidget* parent = nullptr);

    /// Widths and heights for what the model shows now.
    void fitColumns();
    void scrollToNewest();
    /// What is selected (the whole table where that is nothing), for a spreadsheet: tabs and lines.
    QString selectedText() const;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    bool isFrozenAtRight() const { return m_right->isVisibleTo(this); }

signals:
    /// The cell's postings are wanted.
    void opened(const QModelIndex& index);
    void folded();
    void copyWanted();

protected:
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QTableView* newFrozen();
    void dress(QTableView* view);
    void clickedAt(const QModelIndex& index);
    void openOrFold(const QModelIndex& index);
    void showFrozenColumns();
    int nameWidth(int inside) const;
    int frozenWidth() const;
    void repaintFrozen();

    SummaryModel& m_model;
    QTableView* m_left;
    QTableView* m_right;
    int m_widestName = 0;
};

} // namespace qm::desktop
