#pragma once

#include "desktop/widgets/text_label.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace qm::desktop {

/// A dialog of the window: a headline, a sentence, what it is about, and its buttons. Shown with open(); deletes itself
/// when it is closed.
class Sheet : public QDialog {
    Q_OBJECT

public:
    Sheet(const QString& headline, const QString& sentence, QWidget* parent);

protected:
    void setHeadline(const QString& headline);
    void setSentence(const QString& sentence); ///< empty: none
    void showFault(const QString& text); ///< above the buttons; empty: none
    QVBoxLayout* body() const { return m_body; }
    /// The button that does what the sheet is for: Return and Ctrl+Return press it.
    QPushButton* addMainButton(const QString& text);
    QPushButton* addCancelButton();
    QPushButton* addCloseButton();
    QPushButton* addButton(const QString& text); ///< at the left

    void changeEvent(QEvent* event) override;

private:
    void colourMainButton();
    QPushButton* m_main = nullptr;
    QLabel* m_headline;
    QLabel* m_sentence;
    QLabel* m_fault;
    QVBoxLayout* m_body;
    QDialogButtonBox* m_buttons;
};

/// A label in letters that are larger than the text.
QLabel* headlineLabel(const QString& text, qreal times, QWidget* parent);

} // namespace qm::desktop
