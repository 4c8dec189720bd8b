#pragma once

#include "desktop/widgets/workspace.h"

#include <QPointer>
#include <QTimer>
#include <QToolButton>

namespace qm::desktop {

class SyncDetails;

/// In the status bar: how things stand with the server, in a word or two. A click tells more.
class SyncStatus final : public QToolButton {
    Q_OBJECT

public:
    explicit SyncStatus(Workspace& workspace, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void stateChanged();
    void showState();
    void showDetails();

    Workspace& m_workspace;
    QPointer<SyncDetails> m_details;
    QTimer m_clock; ///< for "12 s ago"; stands while nobody can see it
    QTimer m_patience; ///< an exchange that is over before anybody could read of it is not shown
    QString m_iconName;
};

} // namespace qm::desktop
