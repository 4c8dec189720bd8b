#pragma once

#include <QFrame>

namespace qm::desktop {

/// A surface with round corners that holds things which belong together. No frame: it stands out of the window by its
/// colour alone.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr) : QFrame(parent) { }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace qm::desktop
