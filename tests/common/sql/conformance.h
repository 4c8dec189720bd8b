#pragma once

#include <QObject>
#include <QTemporaryDir>

#include "common/sql/migrate.h"

/// What every driver of the sql port must do. A driver's test is a class derived from this one with its opener.
class SqlConformance : public QObject {
    Q_OBJECT

public:
    explicit SqlConformance(qm::sql::Opener opener);

private slots:
    void init();
    void cleanup();

    void givesBackIntegersOfEverySize();
    void givesBackTextOfEveryUtf8Width_data();
    void givesBackTextOfEveryUtf8Width();
    void refusesTextThatIsNotUtf8_data();
    void refusesTextThatIsNotUtf8();
    void givesBackBlobsWithEveryByte();
    void tellsEmptyFromNull();
    void takesWhatIsNotBoundForNull();
    void keepsBindingsUntilBoundAnew();
    void numbersParametersAsSqliteDoes();
    void refusesAParameterThatIsNotThere();
    void refusesAValueWhileRowsAreRead();
    void keepsViewsUntilTheNextStep();
    void staysAtTheEndUntilReset();
    void readsRowsThatAWriteReturns();
    void countsChangedRows();
    void refusesWhatIsNotOneStatement_data();
    void refusesWhatIsNotOneStatement();
    void saysWhatIsWrongWithAStatement();

    void runsAScriptToItsFirstFailure();
    void commitsAndRollsBack();
    void rollsBackWhenTheCommitFails();
    void writesNothingAfterATransactionEndedByItself();
    void keepsCachedStatementsThroughSchemaChanges();
    void refusesWhatBreaksAConstraint_data();
    void refusesWhatBreaksAConstraint();
    void acceptsOnlyDaysOfTheCalendar_data();
    void acceptsOnlyDaysOfTheCalendar();

    void setsEveryPragma_data();
    void setsEveryPragma();
    void refusesTextInDoubleQuotes();
    void refusesToEditTheSchemaTable();
    void refusesExtensions();
    void refusesASecondAttachedFile();
    void refusesABlobBeyondTheLimit();
    void vacuumsIntoAnotherFile();

    void keepsMemoryDatabasesApart();
    void worksInAnyOneThread();
    void makesAFileOnlyWhenAsked();
    void takesAnyFileName();
    void refusesAFolder();
    void refusesAMissingFolder();
    void refusesNoName();
    void refusesAReadOnlyFile();
    void refusesAFileThatIsNotADatabase_data();
    void refusesAFileThatIsNotADatabase();
    void refusesWhatIsNoFile();
    void saysThatAPageIsDamaged();
    void saysThatAFileIsCutShort();
    void saysBusyWhileAnotherWrites();
    void readsOnlyWhenAskedTo();
    void leavesNoTraceOfReading();
    void leavesWhatACrashLeft();
    void snapshotsInEveryMode();
    void readsInAReadOnlyFolder();
    void saysThatTheDiskIsFull();

private:
    std::string path(const char* name = "ledger.db") const;
    std::unique_ptr<qm::sql::Connection> open(
        const std::string& file, qm::sql::OpenMode mode = qm::sql::OpenMode::ReadWriteCreate);

    qm::sql::Opener m_opener;
    std::unique_ptr<QTemporaryDir> m_folder;
};
