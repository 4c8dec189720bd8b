#include "common/store/account_balances.h"
#include "ledger_fixture.h"

using namespace qm;
using namespace ledger_fixture;

class AccountBalancesTest : public QObject {
    Q_OBJECT

private slots:
    void tellsTodayClearedAndAllApart()
    {
        Home home;
        PostingDraft cleared = home.draft("2026-05-03", -100'00);
        cleared.isCleared = true;
        must(addPosting(home.ledger, cleared));
        PostingDraft transfer = home.draft("2026-05-10", -50'00);
        transfer.toAccount = home.savings;
        must(addPosting(home.ledger, transfer));
        home.post("2026-05-20", -7'00);

        const auto accounts = must(accountBalances(home.ledger, "2026-05-10"));

        QCOMPARE(accounts[0].account.balance.minor, 843'00);
        QCOMPARE(accounts[0].today.minor, 850'00);
        QCOMPARE(accounts[0].cleared.minor, 900'00);
        QCOMPARE(accounts[0].uncleared, 2);
        QCOMPARE(accounts[1].today.minor, 50'00);
        QCOMPARE(must(totalOf(accounts)).minor, 900'00);
        QCOMPARE(accounts[0].account.balance, must(home.ledger.accounts())[0].balance);
    }

    void runsBalancesBackwards()
    {
        const std::vector<PostingMatch> matches { { {}, { -10 }, true }, { {}, { 25 }, true } };

        const auto balances = runningBalances({ 100 }, matches);

        QCOMPARE(balances, (std::vector<Money> { { 100 }, { 110 } }));
        QCOMPARE(balanceBefore({ 100 }, { 15 }).minor, 85);
    }

    void reconcilesInOneStepAndRemembersTheStatement()
    {
        Home home;
        const Uuid first = home.post("2026-05-03", -100'00);
        const Uuid second = home.post("2026-05-04", -20'00);
        home.post("2026-05-30", -1'00);
        const StatementView view = must(statementView(home.ledger, home.checking, "2026-05-15"));
        const auto difference = [&](const std::vector<Uuid>& ticked) {
            return statementDifference(view, home.checking, { 880'00 },
                [&](const Uuid& id) { return std::find(ticked.begin(), ticked.end(), id) != ticked.end(); });
        };

        QCOMPARE(view.open.size(), 2u);
        QCOMPARE(difference({}).minor, -120'00);
        QCOMPARE(difference({ first, second }).minor, 0);
        const Reconciliation statement { "2026-05-15", { 880'00 } };
        QCOMPARE(codeOf(reconcile(home.ledger, home.checking, statement, std::vector { first })), ErrorCode::Rule);
        must(reconcile(home.ledger, home.checking, statement, std::vector { first, second }));

        const auto accounts = must(accountBalances(home.ledger, "2026-05-31"));
        QCOMPARE(accounts[0].cleared.minor, 880'00);
        QCOMPARE(accounts[0].reconciled->date, std::string("2026-05-15"));
        QCOMPARE(accounts[0].reconciled->balance.minor, 880'00);
        QCOMPARE(must(home.ledger.nextUndo()).act, std::string("reconcile"));
        must(home.ledger.undo());
        QCOMPARE(must(statementView(home.ledger, home.checking, "2026-05-15")).open.size(), 2u);
    }

    void aTransferIsOnBothStatements()
    {
        Home home;
        PostingDraft transfer = home.draft("2026-05-10", -50'00);
        transfer.toAccount = home.savings;
        must(addPosting(home.ledger, transfer));

        const StatementView view = must(statementView(home.ledger, home.savings, "2026-05-31"));

        QCOMPARE(effectOn(home.savings, view.open.at(0).posting).minor, 50'00);
        QCOMPARE(effectOn(home.checking, view.open.at(0).posting).minor, -50'00);
    }
};

QTEST_GUILESS_MAIN(AccountBalancesTest)
#include "account_balances_test.moc"
