#pragma once

#include "desktop/widgets/checked_edit.h"

#include <QStyledItemDelegate>

namespace qm::desktop {

class CellDrafts;
class Workspace;

/// Draws and edits the cells of an EditTable by what its model says they hold (CellKind). A value that is wrong is not
/// taken: the editor stays open and says what is wrong. What is being typed is a draft until its editor goes, and comes
/// back into the cell after a crash.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(Workspace& workspace, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    CellDrafts& drafts() const { return *m_drafts; }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    bool eventFilter(QObject* object, QEvent* event) override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    Workspace& m_workspace;
    CellDrafts* m_drafts;
};

/// A day of every month, 1 to 31, or none.
class DueDayEdit final : public CheckedEdit {
    Q_OBJECT

public:
    explicit DueDayEdit(QWidget* parent = nullptr);
    int day() const; ///< 0: none
    void setDay(int day);

protected:
    QString faultOf(const QString& text) const override;
};

} // namespace qm::desktop
