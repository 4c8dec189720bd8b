#include "common/formats/csv_columns.h"

#include "common/formats/statement_text.h"
#include "common/ledger/money.h"

#include <array>
#include <unordered_map>

namespace qm {

namespace {

struct Names {
    CsvRole role;
    int rank;
    std::string_view names; ///< folded, between bars
};

constexpr std::array headerNames = {
    Names { CsvRole::Day, 0,
        "|booking date|posting date|post date|posted date|date posted|posted|booked|buchungstag|buchungsdatum|buchung|"
        "date operation|date de l operation|date d operation|date comptable|date de comptabilisation|date "
        "comptabilisation|"
        "boekdatum|boekingsdatum|datum boeking|bogforingsdato|bogfort dato|bogfort|fecha operacion|fecha de operacion|"
        "fecha de la operacion|f operacion|fecha contable|data contabile|data operazione|data registrazione|data "
        "movimento|" },
    Names { CsvRole::Day, 1, "|date|datum|dato|fecha|data|date time|datetime|day|tag|jour|dag|" },
    Names { CsvRole::Day, 2,
        "|transaction date|trans date|trade date|transaction date time|date of transaction|completed date|settlement "
        "date|"
        "umsatztag|umsatzdatum|kaufdatum|transaktionsdatum|date transaction|date de transaction|date achat|date d "
        "achat|"
        "transactiedatum|datum transactie|transaktionsdato|kobsdato|fecha transaccion|fecha de transaccion|fecha "
        "movimiento|"
        "fecha del movimiento|data transazione|data acquisto|created|" },
    Names { CsvRole::Day, 3,
        "|value date|effective date|interest date|started "
        "date|valutadatum|wertstellung|wertstellungstag|wertstellungsdatum|"
        "wert|date valeur|date de valeur|rentedatum|rentedato|rentedag|valutadato|fecha valor|f valor|data valuta|" },
    Names { CsvRole::Amount, 0,
        "|amount|transaction amount|amount total|amount net|net amount|net|amount in account currency|value "
        "amount|betrag|"
        "umsatz|umsatzbetrag|buchungsbetrag|montant|montant de l operation|montant operation|bedrag|transactiebedrag|"
        "bedrag transactie|mutatie|belob|bogfort belob|transaktionsbelob|importe|importe de la "
        "operacion|cantidad|monto|"
        "importo|ammontare|" },
    Names { CsvRole::Amount, 2, "|gross|gross amount|total|total amount|value|sum|summe|totale|" },
    Names { CsvRole::Debit, 0,
        "|debit|debits|debit amount|amount debit|withdrawal|withdrawals|withdrawal amount|withdrawal amt|money "
        "out|paid out|"
        "out|outflow|amount out|soll|belastung|belastungen|lastschrift|ausgang|ausgabe|ausgaben|abgang|debit betrag|"
        "montant debit|debit montant|depense|depenses|sortie|af|debet|uitgaven|uit|bedrag af|ud|haevet|udgift|udgifter|"
        "trukket|cargo|cargos|debe|debito|debitos|retiro|retiros|gastos|dare|uscite|uscita|addebito|addebiti|" },
    Names { CsvRole::Credit, 0,
        "|credit|credits|credit amount|amount credit|deposit|deposits|deposit amount|deposit amt|money in|paid "
        "in|in|inflow|"
        "amount in|haben|gutschrift|gutschriften|eingang|einnahme|einnahmen|zugang|kredit|montant credit|credit "
        "montant|"
        "recette|recettes|entree|bij|inkomsten|bedrag "
        "bij|ind|indsat|indtaegt|indtaegter|abono|abonos|haber|credito|creditos|"
        "ingreso|ingresos|depositos|avere|entrate|entrata|accredito|accrediti|" },
    Names { CsvRole::Sign, 0,
        "|debit credit|credit debit|debit or credit|credit or debit|dr cr|cr dr|d c|c d|dc|cd|credit debit indicator|"
        "debit credit indicator|credit debit code|af bij|bij af|debet credit|credit debet|soll haben|s h|h s|sh|"
        "soll haben kennzeichen|plus minus|vorzeichen|sens|sign|debit credit code|debe haber|dare avere|segno|signo|" },
    Names { CsvRole::Sign, 1, "|type|transaction type|typ|type operation|details|direction|indicator|tipo|" },
    Names { CsvRole::Payee, 0,
        "|payee|payee name|merchant|merchant name|counterparty|counterparty name|counter party|beneficiary|beneficiary "
        "name|"
        "name|recipient|recipient name|partner name|partner|name description|empfanger|empfaenger|zahlungsempfanger|"
        "zahlungsempfaenger|zahlungsempfanger in|auftraggeber empfanger|auftraggeber empfaenger|empfanger auftraggeber|"
        "empfaenger auftraggeber|begunstigter zahlungspflichtiger|beguenstigter zahlungspflichtiger|auftraggeber "
        "begunstigter|"
        "auftraggeber beguenstigter|begunstigter|beguenstigter|name "
        "zahlungsbeteiligter|gegenpartei|partnername|handler|"
        "haendler|beneficiaire|tiers|nom|nom du tiers|contrepartie|commercant|naam|naam tegenpartij|tegenpartij|"
        "naam omschrijving|begunstigde|naam tegenrekening|modtager|modtager afsender|navn|beneficiario|comercio|nombre|"
        "beneficiario ordenante|controparte|beneficiario ordinante|esercente|nome|" },
    Names { CsvRole::Payee, 1, "|auftraggeber|afsender|ordenante|ordinante|donneur d ordre|from|to|sender|" },
    Names { CsvRole::Payee, 2,
        "|description|transaction description|transaction|narrative|particulars|beschreibung|umsatztext|libelle|"
        "libelle operation|libelle de l operation|libelle simplifie|intitule|operation|omschrijving|omschrijving "
        "1|tekst|text|"
        "posteringstekst|beskrivelse|concepto|descripcion|movimiento|descrizione|descrizione operazione|operazione|" },
    Names { CsvRole::Memo, 0,
        "|memo|note|notes|comment|comments|message|payment reference|remittance information|remittance info|"
        "original description|additional information|more details|verwendungszweck|zweck|zahlungszweck|bemerkung|notiz|"
        "mitteilung|communication|communications|motif|informations|informations complementaires|libelle "
        "complementaire|"
        "libelle "
        "complet|commentaire|mededelingen|mededeling|betalingskenmerk|notitie|kommentar|meddelelse|besked|notat|"
        "observaciones|observacion|nota|notas|comentario|causale|motivo|" },
    Names { CsvRole::Memo, 1,
        "|reference|referenz|kundenreferenz|referentie|kenmerk|referencia|riferimento|buchungstext|" },
    Names { CsvRole::Id, 0,
        "|transaction id|transactionid|transaction uuid|id|fitid|unique id|bank id|transaction number|transaction no|"
        "transaktions id|transaktionsnummer|umsatz id|volgnr|volgnummer|transactie id|transactiereferentie|id de "
        "transaction|"
        "id transaction|identifiant|transaktionsid|arkivreference|id transaccion|id de transaccion|id operazione|"
        "id transazione|identificativo|" },
    Names { CsvRole::Id, 1, "|transaction reference|bank reference|reference number|reference no|" },
    Names { CsvRole::Check, 0,
        "|check number|check no|check|check or slip|cheque number|cheque no|cheque|schecknummer|scheck nr|numero de "
        "cheque|"
        "numero cheque|n cheque|chequenummer|checknummer|checknr|numero assegno|" },
    Names { CsvRole::Balance, 0,
        "|balance|running balance|running bal|account balance|balance after|ending balance|saldo|kontostand|"
        "saldo nach buchung|saldo nach umsatz|solde|solde apres operation|solde apres|saldo na mutatie|saldo na trn|"
        "saldo na transactie|resterende saldo|bogfort saldo|saldo contabile|saldo posterior|" },
    Names { CsvRole::Balance, 1, "|available balance|saldo disponible|saldo disponibile|available|" },
    Names { CsvRole::Currency, 0,
        "|currency|currency code|account currency|ccy|curr|wahrung|waehrung|devise|monnaie|munt|muntsoort|munteenheid|"
        "valutakode|divisa|moneda|" },
    Names { CsvRole::Account, 0,
        "|account|account name|account id|own account|auftragskonto|iban auftragskonto|rekening|iban bban|compte|"
        "numero de compte|cuenta|numero de cuenta|conto|" },
    Names { CsvRole::Account, 1, "|account number|account no|rekeningnummer|kontonummer|numero conto|" },
};

constexpr std::string_view debitWords = "|debit|dbit|debits|d|dr|af|s|soll|debet|debito|out|withdrawal|belastung|"
                                        "lastschrift|ausgang|cargo|debe|dare|uscita|ud|"
                                        "addebito|retrait|";
constexpr std::string_view creditWords = "|credit|crdt|credits|c|cr|bij|h|haben|kredit|credito|in|deposit|gutschrift|"
                                         "eingang|abono|haber|avere|entrata|ind|"
                                         "accredito|depot|";

bool listed(std::string_view list, std::string_view word)
{
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
        if (list[at - 1] == '|' && list[at + word.size()] == '|') // at is never 0: the list begins with a bar
            return true;
    }
    return false;
}

std::optional<CsvRoleName> exactRole(std::string_view folded)
{
    static const auto roles = [] {
        std::unordered_map<std::string_view, CsvRoleName> all;
        for (const auto& names : headerNames) {
            std::string_view left = names.names.substr(1);
            while (!left.empty()) {
                const std::size_t bar = left.find('|');
                all.emplace(left.substr(0, bar), CsvRoleName { names.role, names.rank }); // the first one given stays
                left.remove_prefix(bar + 1);
            }
        }
        return all;
    }();
    const auto found = roles.find(folded);
    return found == roles.end() ? std::nullopt : std::optional(found->second);
}

/// Letters with accents, U+00C0 to U+00FF, without them; '.' where it is no letter.
constexpr std::string_view latin1 = "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";

} // namespace

std::string foldedName(std::string_view text)
{
    std::string out;
    const auto put = [&](char c) {
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out.push_back(c);
    };
    for (std::size_t i = 0; i < text.size() && i < 200; ++i) {
        const char c = text[i];
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            put(c);
        } else if (c >= 'A' && c <= 'Z') {
            put(static_cast<char>(c + 32));
        } else if (c == '\xC3' && next >= 0x80 && next < 0xC0) {
            ++i;
            if (next == 0x86 || next == 0xA6)
                out += "ae";
            else if (next == 0x9F)
                out += "ss";
            else
                put(latin1[next - 0x80u] == '.' ? ' ' : latin1[next - 0x80u]);
        } else if (static_cast<unsigned char>(c) < 0xC0) { // also the rest of a longer character
            put(' ');
        }
    }
    while (out.ends_with(' '))
        out.pop_back();
    return out;
}

std::optional<CsvRoleName> csvRole(std::string_view header)
{
    if (header.size() > 60)
        return std::nullopt;
    std::string folded = foldedName(header);
    // `Amount (EUR)`, `Betrag in EUR`, `Debit Euros`: without the currency.
    while (!folded.empty()) {
        if (auto role = exactRole(folded))
            return role;
        const std::size_t space = folded.rfind(' ');
        if (space == std::string::npos)
            break;
        const std::string_view last = std::string_view(folded).substr(space + 1);
        if (last != "in" && last != "en" && last != "euro" && last != "euros" && !Currency::parse(last))
            break;
        folded.resize(space);
    }
    return std::nullopt;
}

bool isCurrencyOrDate(std::string_view header)
{
    return foldedName(header) == "valuta";
}

std::optional<DebitCredit> debitOrCredit(std::string_view value)
{
    value = trimmed(value);
    if (value == "-")
        return DebitCredit::Debit;
    if (value == "+")
        return DebitCredit::Credit;
    if (value.empty() || value.size() > 20)
        return std::nullopt;
    const std::string folded = foldedName(value);
    if (folded.empty())
        return std::nullopt;
    if (listed(debitWords, folded))
        return DebitCredit::Debit;
    if (listed(creditWords, folded))
        return DebitCredit::Credit;
    return std::nullopt;
}

} // namespace qm
