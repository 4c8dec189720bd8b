#pragma once

#include <QAbstractButton>

namespace qm::desktop {

/// A large button with an icon, a headline and some words, as on the welcome page.
class ChoiceCard final : public QAbstractButton {
    Q_OBJECT

public:
    ChoiceCard(const QString& iconName, const QString& headline, const QString& words, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QFont headlineFont() const;
    QString m_iconName;
    QString m_words;
};

} // namespace qm::desktop
