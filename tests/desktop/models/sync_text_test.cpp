#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "desktop/models/connect_text.h"
#include "desktop/models/device_list_model.h"
#include "desktop/models/sync_text.h"

using namespace qm;
using namespace qm::desktop;

namespace {

using Kind = SyncState::Kind;

SyncState stateOf(Kind kind, qint64 pending = 0)
{
    SyncState state;
    state.kind = kind;
    state.server = QStringLiteral("https://box.lan");
    state.pending = pending;
    return state;
}

SharingDevice deviceNamed(const char* name, std::int64_t seenAtMs, bool isRevoked, bool isSelf)
{
    SharingDevice device;
    device.name = name;
    device.platform = "linux";
    device.app = "0.1.0";
    device.seenAtMs = seenAtMs;
    device.isRevoked = isRevoked;
    device.isSelf = isSelf;
    device.right = "editor";
    return device;
}

} // namespace

class SyncTextTest : public QObject {
    Q_OBJECT

private slots:
    void theStatusBarTellsHowThingsStand()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        SyncState synced = stateOf(Kind::Connected);
        synced.lastSync = now.addSecs(-12);
        SyncState syncing = stateOf(Kind::Syncing);
        syncing.percent = 42;

        QCOMPARE(SyncText::of(SyncState(), now).brief, QStringLiteral("Saved here"));
        QCOMPARE(SyncText::of(synced, now).brief, QStringLiteral("Synced 12 s ago"));
        QCOMPARE(SyncText::of(syncing, now).brief, QStringLiteral("Syncing: 42 %"));
        QCOMPARE(SyncText::of(stateOf(Kind::Waiting, 3), now).brief, QStringLiteral("3 change(s) to send"));
        QCOMPARE(SyncText::of(stateOf(Kind::Offline), now).brief, QStringLiteral("Offline"));
        QCOMPARE(SyncText::of(stateOf(Kind::Trouble), now).brief, QStringLiteral("Needs attention"));
    }

    void theSecondsAreCountedOnlyWhileTheyAreShown()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        SyncState state = stateOf(Kind::Connected);
        state.lastSync = now.addSecs(-12);
        QCOMPARE(SyncText::secondsToNext(state, now), 1);
        state.lastSync = now.addSecs(-70);
        QCOMPARE(SyncText::secondsToNext(state, now), 50);
        state.lastSync = now.addSecs(-7200);
        QCOMPARE(SyncText::secondsToNext(state, now), 0);
        QCOMPARE(SyncText::secondsToNext(stateOf(Kind::Offline), now), 0);
    }

    void troubleSaysWhatBecameOfTheData()
    {
        SyncState state = stateOf(Kind::Trouble, 2);
        for (const ErrorCode code : { ErrorCode::Refused, ErrorCode::TooNew, ErrorCode::DiskFull }) {
            state.error = Error { code, "the reason" };
            const SyncText text = SyncText::of(state, QDateTime::currentDateTimeUtc());
            QVERIFY2(text.rest.contains(QStringLiteral("kept")), qPrintable(text.rest));
            QCOMPARE(text.detail, QStringLiteral("the reason"));
        }
        state.error = Error { ErrorCode::Mismatch, "" };
        QVERIFY(SyncText::of(state, QDateTime::currentDateTimeUtc()).rest.contains(QStringLiteral("Nothing is lost")));
    }

    void everyWayToFailHasAFieldAndWords_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("trouble");
        QTest::addColumn<int>("field");
        using Trouble = HttpsPeer::Trouble;
        using Field = ConnectText::Field;
        const auto row = [](const char* name, ErrorCode code, Trouble trouble, Field field) {
            QTest::newRow(name) << int(code) << int(trouble) << int(field);
        };
        row("unknown name", ErrorCode::Offline, Trouble::UnknownName, Field::Address);
        row("refused", ErrorCode::Offline, Trouble::NotListening, Field::Address);
        row("silent", ErrorCode::Offline, Trouble::NoAnswer, Field::Address);
        row("proxy", ErrorCode::Offline, Trouble::Proxy, Field::Address);
        row("no TLS", ErrorCode::Offline, Trouble::NoEncryption, Field::Address);
        row("self-made", ErrorCode::Refused, Trouble::CertificateUnknown, Field::Certificate);
        row("expired", ErrorCode::Refused, Trouble::CertificateExpired, Field::Address);
        row("clock", ErrorCode::Refused, Trouble::CertificateNotYetValid, Field::Address);
        row("other name", ErrorCode::Refused, Trouble::CertificateOfAnotherName, Field::Address);
        row("other key", ErrorCode::Refused, Trouble::OtherKey, Field::Address);
        row("used code", ErrorCode::Rule, Trouble::None, Field::Code);
        row("a web page", ErrorCode::Protocol, Trouble::None, Field::Address);
        row("sent elsewhere", ErrorCode::Protocol, Trouble::SentElsewhere, Field::Address);
        row("busy", ErrorCode::Later, Trouble::None, Field::Whole);
        row("too old", ErrorCode::TooNew, Trouble::None, Field::Whole);
    }
    void everyWayToFailHasAFieldAndWords()
    {
        QFETCH(int, code);
        QFETCH(int, trouble);
        QFETCH(int, field);

        const ConnectText text = ConnectText::of({ static_cast<ErrorCode>(code), "detail" },
            static_cast<HttpsPeer::Trouble>(trouble), QStringLiteral("box.lan"));

        QCOMPARE(int(text.field), field);
        QVERIFY(text.headline.endsWith(QLatin1Char('.')));
        QVERIFY(!text.rest.isEmpty());
        QCOMPARE(text.detail, QStringLiteral("detail"));
    }

    void thisDeviceComesFirstAndEndedOnesLast()
    {
        DeviceListModel model;
        const QAbstractItemModelTester tester(&model);

        model.setDevices({ deviceNamed("Gone", 9000, true, false), deviceNamed("Study", 1000, false, false),
            deviceNamed("Kitchen", 0, false, true), deviceNamed("Desk", 2000, false, false) });

        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.index(row, 0).data().toString();
        QCOMPARE(names,
            (QStringList { QStringLiteral("Kitchen (this device)"), QStringLiteral("Desk"), QStringLiteral("Study"),
                QStringLiteral("Gone") }));
        QCOMPARE(model.index(3, DeviceListModel::Access).data().toString(), QStringLiteral("Access has ended"));
        QVERIFY(!(model.flags(model.index(3, 0)) & Qt::ItemIsEditable));
    }

    void aNewNameIsAskedForOnlyWhenItIsOne()
    {
        DeviceListModel model;
        model.setDevices({ deviceNamed("Study", 1000, false, false) });
        QSignalSpy wanted(&model, &DeviceListModel::renameWanted);

        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("  ")));
        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("Study")));
        QVERIFY(model.setData(model.index(0, 0), QStringLiteral(" Desk ")));

        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("Desk"));
    }
};

QTEST_GUILESS_MAIN(SyncTextTest)
#include "sync_text_test.moc"
