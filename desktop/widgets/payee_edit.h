#pragma once

#include <QLineEdit>
#include <QPointer>

#include "common/store/payee_memory.h"

class QListView;

namespace qm::desktop {

class PayeeListModel;
class Workspace;

/// A payee, completed from what was used before. The list stands beside the field and never has the focus: Up and Down
/// choose in it, Return and Tab take what is chosen (at first the payee that begins with what is typed), Escape leaves
/// the text as it was typed.
class PayeeEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit PayeeEdit(Workspace& workspace, QWidget* parent = nullptr);
    ~PayeeEdit() override;

    bool isListShown() const;

signals:
    /// A known payee was taken from the list, or typed in full and left.
    void payeeTaken(const qm::PayeeUse& use);
    /// One of the list was taken with Return: the next field is wanted.
    void takenByReturn();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void findPayees(const QString& typed);
    void showList();
    void hideList();
    bool takeChosen();
    void choose(int step);

    Workspace& m_workspace;
    PayeeListModel* m_model;
    QPointer<QListView> m_list; ///< the window's, once it was shown
    bool m_isEdited = false; ///< by keys, and not taken yet
};

} // namespace qm::desktop
