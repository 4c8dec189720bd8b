#include "desktop/widgets/payee_edit.h"

#include "desktop/models/payee_list_model.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace qm::desktop {

namespace {

constexpr int listWidthMin = 90 * unit;

/// The payee, and at the right what was used last.
class PayeeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return QSize(listWidthMin, option.fontMetrics.height() + 2 * unit);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme().selected);
        const QRect place = option.rect.adjusted(2 * unit, 0, -2 * unit, 0);
        const QString detail = index.data(PayeeListModel::DetailRole).toString();
        const int detailWidth = option.fontMetrics.horizontalAdvance(detail);
        painter->setPen(theme().muted);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setPen(theme().text);
        const int width = place.width() - detailWidth - 3 * unit;
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, width));
    }
};

} // namespace

PayeeEdit::PayeeEdit(Workspace& workspace, QWidget* parent)
    : QLineEdit(parent)
    , m_workspace(workspace)
    , m_model(new PayeeListModel(this))
    , m_list(new QListView(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PayeeDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Known payees"));
    m_list->hide();
    connect(this, &QLineEdit::textEdited, this, &PayeeEdit::findPayees);
    connect(&m_workspace.payees, &PayeeMemoryService::changed, this, [this] {
        if (m_isEdited && hasFocus())
            findPayees(text()); // typed faster than they were read
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        if (takeChosen())
            emit takenByReturn();
    });
}

PayeeEdit::~PayeeEdit()
{
    delete m_list.data();
}

bool PayeeEdit::isListShown() const
{
    return m_list && m_list->isVisible();
}

void PayeeEdit::findPayees(const QString& typed)
{
    m_isEdited = true;
    if (!m_workspace.ledger.isOpen())
        return;
    m_model->find(*m_workspace.payees.memory(), typed, m_workspace.ledger.currency());
    if (m_model->rowCount() == 0) {
        hideList();
        return;
    }
    m_list->setCurrentIndex(m_model->isFirstLikely() ? m_model->index(0) : QModelIndex());
    showList();
}

/// Below the field where there is room, else above it; over all else of the window.
void PayeeEdit::showList()
{
    QWidget* const around = window();
    if (m_list->parentWidget() != around)
        m_list->setParent(around);
    const int rows = m_model->rowCount();
    const int height = rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth();
    const int listWidth = std::min(std::max(width(), listWidthMin), around->width() - 2 * unit);
    const QPoint below = mapTo(around, QPoint(0, this->height() + 2 * unit));
    const int x = std::min(below.x(), around->width() - listWidth - unit);
    const bool hasRoom = below.y() + height <= around->height();
    const int y = hasRoom ? below.y() : mapTo(around, QPoint(0, 0)).y() - 2 * unit - height;
    m_list->setGeometry(x, y, listWidth, height);
    m_list->show();
    m_list->raise();
}

void PayeeEdit::hideList()
{
    if (m_list)
        m_list->hide();
}

bool PayeeEdit::takeChosen()
{
    const QModelIndex chosen = m_list->currentIndex();
    if (!isListShown() || !chosen.isValid())
        return false;
    const PayeeUse use = m_model->use(chosen.row());
    hideList();
    m_isEdited = false;
    setText(QString::fromStdString(use.payee));
    emit payeeTaken(use);
    return true;
}

void PayeeEdit::choose(int step)
{
    const int rows = m_model->rowCount();
    const int now = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : (step > 0 ? -1 : rows);
    m_list->setCurrentIndex(m_model->index(std::clamp(now + step, 0, rows - 1)));
}

bool PayeeEdit::event(QEvent* event)
{
    // Escape belongs to the list while it is shown, whatever shortcut it is elsewhere.
    if (event->type() == QEvent::ShortcutOverride && isListShown()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab)
        takeChosen(); // and on to the next field
    return QLineEdit::event(event);
}

void PayeeEdit::keyPressEvent(QKeyEvent* event)
{
    if (!isListShown()) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down: choose(1); return;
    case Qt::Key_Up: choose(-1); return;
    case Qt::Key_Escape: hideList(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (takeChosen()) {
            emit takenByReturn();
            return;
        }
        hideList();
        break;
    default: break;
    }
    QLineEdit::keyPressEvent(event);
}

void PayeeEdit::focusOutEvent(QFocusEvent* event)
{
    hideList();
    if (m_isEdited && m_workspace.ledger.isOpen()) {
        m_isEdited = false;
        const auto memory = m_workspace.payees.memory();
        if (const PayeeUse* const use = memory->find(text().trimmed().toStdString()))
            emit payeeTaken(PayeeUse(*use));
    }
    QLineEdit::focusOutEvent(event);
}

} // namespace qm::desktop
