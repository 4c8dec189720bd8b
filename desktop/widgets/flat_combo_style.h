#pragma once

#include <QProxyStyle>

namespace qm::desktop {

/// A combo box as a cell of a row: its text and a small arrow, no frame and no button of its own.
class FlatComboStyle final : public QProxyStyle {
    Q_OBJECT

public:
    explicit FlatComboStyle(QObject* parent) { setParent(parent); }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget) const override;
};

} // namespace qm::desktop
