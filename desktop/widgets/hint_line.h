#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace qm::desktop {

/// One line on a page that says what is special about what it shows, and offers one thing to do about it.
class HintLine final : public QFrame {
    Q_OBJECT

public:
    explicit HintLine(QWidget* parent = nullptr);
    /// An empty text hides it; without an action there is no button.
    void say(const QString& iconName, const QString& text, const QString& actionText, std::function<void()> action);
    void clear() { hide(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    QString m_iconName;
    std::function<void()> m_run;
};

} // namespace qm::desktop
