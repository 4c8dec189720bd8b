#pragma once

#include "desktop/services/sync_service.h"
#include "desktop/widgets/workspace.h"

#include <QDeadlineTimer>
#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace qm::desktop {

class SmallLabel;

/// Makes an invitation for one more device, and shows its code large, with the time it still holds.
class InviteDialog final : public QDialog {
    Q_OBJECT

public:
    explicit InviteDialog(Workspace& workspace, QWidget* parent);

private:
    QWidget* questionPage();
    QWidget* codePage();
    void invite();
    void showCode(const NewInvitation& invitation);
    void countDown();
    void fit();
    void copy(const QString& text, QPushButton* button, const QString& done);

    Workspace& m_workspace;
    QWidget* m_question;
    QWidget* m_answer;
    QComboBox* m_right;
    SmallLabel* m_fault;
    QLabel* m_code;
    QLabel* m_left;
    QLineEdit* m_link;
    QPushButton* m_copyCode;
    QPushButton* m_copyLink;
    QPushButton* m_make;
    QTimer m_timer;
    QDeadlineTimer m_end;
};

} // namespace qm::desktop
