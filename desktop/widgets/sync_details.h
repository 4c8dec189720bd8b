#pragma once

#include "desktop/widgets/workspace.h"

#include <QFrame>

class QFormLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace qm::desktop {

class SmallLabel;

/// What stands behind the words of the status bar: server, device, last exchange, what waits, and what to do. Goes with
/// Esc or a click elsewhere.
class SyncDetails final : public QFrame {
    Q_OBJECT

public:
    SyncDetails(Workspace& workspace, QWidget* parent);
    void showAbove(const QWidget& anchor);

private:
    void showState();
    QLabel* addFact(QFormLayout* facts, const QString& name);
    QPushButton* addButton(QHBoxLayout* row, const QString& commandId, const QString& text);

    Workspace& m_workspace;
    QLabel* m_headline;
    QLabel* m_rest;
    SmallLabel* m_detail;
    QWidget* m_facts;
    QLabel* m_server;
    QLabel* m_device;
    QLabel* m_last;
    QLabel* m_waiting;
    QLabel* m_next;
    QLabel* m_nextName;
    SmallLabel* m_notes;
    QPushButton* m_sync;
    QPushButton* m_devices;
    QPushButton* m_disconnect;
    QPushButton* m_connect;
    QPushButton* m_salvage;
};

} // namespace qm::desktop
