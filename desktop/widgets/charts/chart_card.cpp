#include "desktop/widgets/charts/chart_card.h"

#include "desktop/widgets/charts/chart_view.h"
#include "desktop/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr QSize pictureSize(900, 560);
constexpr qreal pictureRatio = 2;

} // namespace

ChartCard::ChartCard(Workspace& workspace, QWidget* parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_title(new QLabel(this))
    , m_headline(new QLabel(this))
    , m_empty(new QLabel(this))
    , m_head(new QHBoxLayout)
    , m_view(new ChartView(this))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setMinimumWidth(1);
    m_headline->setForegroundRole(QPalette::PlaceholderText);
    m_headline->setWordWrap(true);
    m_headline->setMinimumWidth(1);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_head->addWidget(m_title, 1);
    m_head->setSpacing(unit);

    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy as picture"), this);
    auto* save = new QAction(icon(QStringLiteral("export")), tr("Save as picture…"), this);
    connect(copy, &QAction::triggered, this, &ChartCard::copyPicture);
    connect(save, &QAction::triggered, this, &ChartCard::savePicture);
    for (QAction* const action : { copy, save }) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text());
        m_head->addWidget(button);
    }
    m_view->addActions({ copy, save });
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addLayout(m_head);
    layout->addWidget(m_headline);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    connect(m_view, &ChartView::opened, &m_workspace, &Workspace::showPostings);
}

void ChartCard::addControl(QWidget* control)
{
    m_head->insertWidget(1, control);
}

void ChartCard::setContent(const ChartPointer& content)
{
    m_title->setText(content->cardTitle.isEmpty() ? content->title : content->cardTitle);
    m_headline->setText(content->headline);
    m_headline->setVisible(!content->headline.isEmpty());
    m_empty->setText(content->emptyText);
    m_empty->setVisible(!content->emptyText.isEmpty());
    m_view->setVisible(content->emptyText.isEmpty());
    m_view->setContent(content);
}

void ChartCard::copyPicture()
{
    QApplication::clipboard()->setImage(m_view->content()->picture(pictureSize, pictureRatio, theme()));
    m_workspace.notify(tr("The chart is copied as a picture."), Workspace::Tone::Good);
}

void ChartCard::savePicture()
{
    auto* dialog = new QFileDialog(this, tr("Save the chart as a picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)") });
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("svg")) ? QStringLiteral("svg") : QStringLiteral("png"));
    });
    dialog->selectFile(QString(m_view->content()->title).replace(QLatin1Char('/'), QLatin1Char('-')));
    connect(dialog, &QFileDialog::fileSelected, this, &ChartCard::savePictureAs);
    dialog->open();
}

void ChartCard::savePictureAs(const QString& path)
{
    const ChartContent& content = *m_view->content();
    bool isSaved = false;
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        isSaved = content.saveSvg(path, pictureSize, theme());
    } else {
        QSaveFile file(path);
        isSaved = file.open(QIODevice::WriteOnly)
            && content.picture(pictureSize, pictureRatio, theme()).save(&file, "PNG") && file.commit();
    }
    if (isSaved)
        m_workspace.notify(tr("The chart is saved in %1.").arg(QDir::toNativeSeparators(path)), Workspace::Tone::Good);
    else
        m_workspace.notify(tr("The chart could not be saved in %1. Choose another folder and try again.")
                               .arg(QDir::toNativeSeparators(path)),
            Workspace::Tone::Error);
}

void ChartCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().surface);
    painter.drawRoundedRect(rect(), 2 * unit, 2 * unit);
}

} // namespace qm::desktop
