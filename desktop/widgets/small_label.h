#pragma once

#include <QLabel>

namespace qm::desktop {

/// A sentence in small letters beside or below something else. Its words say what its colour says.
class SmallLabel final : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Muted, Fault };
    SmallLabel(const QString& text, Tone tone, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    Tone m_tone;
    bool m_isColouring = false;
};

} // namespace qm::desktop
