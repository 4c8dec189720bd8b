#pragma once

#include <QTabBar>

namespace qm::desktop {

/// One of a few choices that are all visible, side by side: left and right arrow keys choose, too.
class SwitchBar final : public QTabBar {
    Q_OBJECT

public:
    /// `name`: what is chosen here, for those who do not see it.
    explicit SwitchBar(const QString& name, QWidget* parent = nullptr);

protected:
    QSize tabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace qm::desktop
