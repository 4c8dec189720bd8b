#pragma once

#include <QLineEdit>
#include <QStyledItemDelegate>

namespace qm::desktop {

class EntryTreeModel;

/// How the rows of a month look, and the editors of their cells: a name, a day of the month, an amount with arithmetic.
/// Return takes what is typed, Tab goes on to the next cell, Esc leaves it; what is wrong stays in its editor, and is
/// dropped with a word about it only when the person goes elsewhere.
class EntryDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit EntryDelegate(const EntryTreeModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

signals:
    /// Something wrong was left in an editor and not taken over: a sentence that says what.
    void dropped(const QString& why) const;
    /// An editor was opened, and is filled.
    void opened(QLineEdit* editor, const QModelIndex& index) const;
    /// What stands in it was handed to the model, which took it or not.
    void committed(QLineEdit* editor, const QModelIndex& index, bool isTaken) const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void paintName(QPainter& painter, const QRect& place, const QModelIndex& index) const;
    void paintRemaining(QPainter& painter, const QRect& place, const QModelIndex& index) const;
    QColor textColour(const QModelIndex& index) const;
    QFont fontFor(const QStyleOptionViewItem& option, const QModelIndex& index) const;

    const EntryTreeModel& m_model;
};

} // namespace qm::desktop
