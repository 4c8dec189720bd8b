#pragma once

#include <QListView>

namespace qm::desktop {

/// The lines of an AttentionModel: what it is, and below it the question.
class AttentionList final : public QListView {
    Q_OBJECT

public:
    explicit AttentionList(QWidget* parent = nullptr);

signals:
    void currentLineChanged(const QModelIndex& index);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace qm::desktop
