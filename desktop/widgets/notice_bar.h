#pragma once

#include "desktop/widgets/workspace.h"

#include <QTimer>

#include <deque>
#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace qm::desktop {

/// One line at the foot of the window that says what happened, and offers one thing to do about it. Takes no focus.
/// What is plain or good goes by itself after some seconds; warnings and errors stay until they are closed.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void say(const QString& text, Workspace::Tone tone, const QString& actionText, std::function<void()> action);

private:
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
    struct Said {
        QString text;
        Workspace::Tone tone = Workspace::Tone::Plain;
        QString actionText;
        std::function<void()> action;
    };
    void showNext();

    std::function<void()> m_run;
    std::deque<Said> m_waiting; ///< offers that came while something weightier was shown
    QTimer m_timer;
};

} // namespace qm::desktop
