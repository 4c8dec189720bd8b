#pragma once

#include <QFrame>

#include "desktop/widgets/charts/chart_content.h"

class QHBoxLayout;
class QLabel;

namespace qm::desktop {

class ChartView;

/// A chart with its title, the main numbers in a sentence, and buttons to copy it or save it as a picture.
class ChartCard final : public QFrame {
    Q_OBJECT

public:
    explicit ChartCard(Workspace& workspace, QWidget* parent = nullptr);

    void setContent(const ChartPointer& content);
    ChartView& view() { return *m_view; }
    /// A choice beside the title: of an account, of a month.
    void addControl(QWidget* control);
    void copyPicture();
    void savePicture();
    /// As PNG, or as SVG when the name ends in that. A notice says where it is, or why not.
    void savePictureAs(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Workspace& m_workspace;
    QLabel* m_title;
    QLabel* m_headline;
    QLabel* m_empty;
    QHBoxLayout* m_head;
    ChartView* m_view;
};

} // namespace qm::desktop
