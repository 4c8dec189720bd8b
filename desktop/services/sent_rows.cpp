#include "desktop/services/sent_rows.h"

#include "desktop/services/draft_store.h"

#include <QJsonArray>

namespace qm::desktop {

namespace {

const QString rowsKey = QStringLiteral("entries");

QJsonArray rowsOf(const DraftStore& drafts, const QString& name)
{
    return drafts.draft(name).value(rowsKey).toArray();
}

void putRows(DraftStore& drafts, const QString& name, const QJsonArray& rows)
{
    drafts.put(name, rows.isEmpty() ? QJsonObject() : QJsonObject { { rowsKey, rows } });
}

} // namespace

void keepSent(DraftStore& drafts, const QString& name, const QJsonObject& row)
{
    QJsonArray rows = rowsOf(drafts, name);
    rows.append(row);
    putRows(drafts, name, rows);
}

void settleSent(DraftStore& drafts, const QString& name, const QJsonObject& row)
{
    QJsonArray rows = rowsOf(drafts, name);
    for (qsizetype i = rows.size(); i-- > 0;) {
        if (rows.at(i).toObject() == row) {
            rows.removeAt(i);
            break;
        }
    }
    putRows(drafts, name, rows);
}

QJsonObject takeSent(DraftStore& drafts, const QString& name)
{
    QJsonArray rows = rowsOf(drafts, name);
    if (rows.isEmpty())
        return {};
    const QJsonObject oldest = rows.first().toObject();
    rows.removeFirst();
    putRows(drafts, name, rows);
    return oldest;
}

} // namespace qm::desktop
