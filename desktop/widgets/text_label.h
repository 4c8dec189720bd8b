#pragma once

#include <QLabel>

namespace qm::desktop {

/// A plain text that wraps and can be selected by mouse.
QLabel* textLabel(const QString& text = {}, QWidget* parent = nullptr);
/// As textLabel(), in the colour of what is less important.
QLabel* mutedLabel(const QString& text = {}, QWidget* parent = nullptr);
/// The title of a page or card.
QLabel* titleLabel(const QString& text = {}, QWidget* parent = nullptr);
/// The heading of a part of it.
QLabel* headingLabel(const QString& text = {}, QWidget* parent = nullptr);

} // namespace qm::desktop
