#pragma once

#include <QLineEdit>

#include <optional>

namespace qm::desktop {

/// A line of text that is checked while it is typed. What is wrong stands in its tool tip and accessible description,
/// and colours its frame once the field is left (or asked for its value); nothing is ever taken away from the person.
class CheckedEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit CheckedEdit(QWidget* parent = nullptr);

    bool isValid() const { return m_fault.isEmpty(); }
    /// What is wrong with the text; empty: nothing.
    const QString& fault() const { return m_fault; }
    /// Shows the fault at once (someone wants to record it), and takes the focus when there is one. True when there is
    /// none.
    bool confirm();

signals:
    void faultChanged(const QString& fault);

protected:
    /// What is wrong with `text`, a translated sentence; empty: nothing.
    virtual QString faultOf(const QString& text) const = 0;
    void checkAgain();
    void focusOutEvent(QFocusEvent* event) override;

private:
    void showFault(bool isShown);
    QString m_fault;
};

} // namespace qm::desktop
