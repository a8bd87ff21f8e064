//! Lists of addresses: a download of Enhetsregisteret, as JSON or as a table, or any table with a number or a name and an
//! e-mail address. Each row is read exactly, or told.

mod units;

use std::collections::{HashMap, HashSet};

use super::{Municipalities, Number};
use super::{known, norway};
use crate::email::Email;
use crate::findings::{Finding, Findings, Place, problems};
use crate::sheet::{Delimiter, Row, Sheet};
use crate::text::normalised;

problems! {
    /// What can be wrong in a list of addresses.
    enum Problem in "addresses" {
        /// No column or field with addresses, or none that says whose they are.
        NoColumns,
        /// JSON, and not that of Enhetsregisteret.
        NotAList,
        /// It begins as JSON does, and does not go on so.
        NotJson,
        /// It ends in the middle of JSON.
        CutOff,
        /// A table ends in the middle of a row.
        CutOffRow { cells: usize, headings: usize },
        /// JSON of more than is read.
        TooLarge { most: usize },
        /// Compressed by gzip.
        Compressed,
        /// A page of the answer, with so many of all units.
        OnePage { units: usize, all: usize },
        /// What stands in it is no address.
        NotAnAddress { name: String },
        /// A row means one municipality by its number and another by its name.
        Contradicts { first: String, second: String },
        /// A second row gives a municipality another address.
        Several { municipality: String, first: String },
    }
}

/// How the names of columns and fields are written, without blanks and marks; each list by itself.
const ORGANISATION: &[&str] = &["organisasjonsnummer", "organisasjonsnr", "orgnr", "organisationnumber"];
const NUMBER: &[&str] = &["kommunenummer", "kommunenr", "knr", "nr", "number", "municipalitynumber"];
const NAME: &[&str] = &["navn", "namn", "kommune", "kommunenavn", "kommunenamn", "name", "municipality"];
const EMAIL: &[&str] = &["epostadresse", "epost", "email", "mail", "emailaddress"];

/// The address that a list gives a municipality that is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedAddress {
    pub(crate) municipality: Number,
    pub(crate) email: Email,
}

/// What a list gives: the addresses of those who are invited, and how many rows are of others.
#[derive(Debug, Default)]
pub(crate) struct AddressList {
    pub(crate) addresses: Vec<ListedAddress>,
    pub(crate) others: usize,
}

/// One row, as it was written.
struct Written<'r> {
    organisation: &'r str,
    number: &'r str,
    name: &'r str,
    email: &'r str,
    place: Option<Place>,
}

/// The largest JSON that is read, in MiB: the municipalities come to two.
const MOST_JSON: usize = 64;

/// A list as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing<'l> {
    pub(crate) file: &'l str,
    pub(crate) bytes: &'l [u8],
    /// The sheet of a workbook that is meant, if it was said.
    pub(crate) sheet: Option<&'l str>,
}

/// Reads a list. What is wrong with it is added to `findings`; a row of which something is wrong is left out. None if it is no
/// list of addresses, or a part of one.
pub(crate) fn read(listing: Listing<'_>, invited: &Municipalities, findings: &mut Findings) -> Option<AddressList> {
    let Listing { file, bytes, sheet } = listing;
    let today = norway::municipalities().filter_map(|one| Some((one.organisation?, one.number)));
    let organisations = today.collect();
    let mut reading =
        Reading { file, invited, organisations, list: AddressList::default(), several: HashSet::new(), findings };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match bytes.trim_ascii_start() {
        [b'{' | b'[', ..] => reading.json(bytes)?,
        [0x1f, 0x8b, ..] => reading.refuse(Problem::Compressed, None)?,
        _ => reading.table(bytes, sheet)?,
    }
    // Which of two is right is not guessed.
    let Reading { mut list, several, .. } = reading;
    list.addresses.retain(|listed| !several.contains(&listed.municipality));
    Some(list)
}

struct Reading<'r> {
    file: &'r str,
    invited: &'r Municipalities,
    /// The municipality with an organisation number.
    organisations: HashMap<&'static str, &'static str>,
    list: AddressList,
    /// Those to whom it gives more than one address.
    several: HashSet<Number>,
    findings: &'r mut Findings,
}

impl Reading<'_> {
    fn json(&mut self, bytes: &[u8]) -> Option<()> {
        if bytes.len() > MOST_JSON << 20 {
            return self.refuse(Problem::TooLarge { most: MOST_JSON }, None);
        }
        let read = units::each_unit(bytes, &[ORGANISATION, NUMBER, NAME, EMAIL], |texts| {
            if let [organisation, number, name, email] = texts {
                self.take(&Written { organisation, number, name, email, place: None });
            }
        });
        match read {
            Err(error) => {
                let problem = if error.is_eof() { Problem::CutOff } else { Problem::NotJson };
                self.refuse(problem, Some(Place { line: error.line(), column: error.column() }))
            }
            Ok(download) if !download.has_units => self.refuse(Problem::NotAList, None),
            Ok(download) => {
                if let Some(all) = download.all.filter(|all| *all > download.units) {
                    let problem = Problem::OnePage { units: download.units, all };
                    self.findings.push(Finding::warning(self.file, problem));
                }
                Some(())
            }
        }
    }

    fn table(&mut self, bytes: &[u8], sheet: Option<&str>) -> Option<()> {
        let sheet = Sheet::open(self.file, bytes, sheet, self.findings)?;
        let headings = |delimiter: &Delimiter| Columns::of(&sheet, *delimiter);
        let Some((delimiter, columns)) = sheet.delimiters().iter().find_map(|one| Some((*one, headings(one)?))) else {
            return self.refuse(Problem::NoColumns, None);
        };
        if let Some(finding) = sheet.unclosed_quote(delimiter) {
            self.findings.push(finding);
            return None;
        }
        let (mut rows, mut row) = (sheet.rows(delimiter), Row::default());
        let (mut narrowest, mut last) = (usize::MAX, usize::MAX);
        while rows.read(&mut row) {
            if row.line() <= columns.line {
                continue;
            }
            narrowest = narrowest.min(last);
            last = row.cells().count();
            let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column)).trim();
            let place = row.place(columns.email);
            self.take(&Written {
                organisation: cell(columns.organisation),
                number: cell(columns.number),
                name: cell(columns.name),
                email: cell(Some(columns.email)),
                place: Some(place),
            });
        }
        // Whoever leaves out cells at the end of rows does so in others, too.
        let is_short = (2..columns.width).contains(&last) && (columns.width..usize::MAX).contains(&narrowest);
        if is_short && sheet.ends_in_a_row() {
            let problem = Problem::CutOffRow { cells: last, headings: columns.width };
            return self.refuse(problem, Some(row.place(last - 1)));
        }
        Some(())
    }

    fn take(&mut self, row: &Written<'_>) {
        if row.email.is_empty() {
            return;
        }
        let Some(municipality) = self.municipality(row) else { return };
        let Ok(email) = row.email.parse::<Email>() else {
            let name = self.name(municipality);
            return self.tell(Problem::NotAnAddress { name }, row.place, Some(row.email));
        };
        match self.list.addresses.iter().find(|known| known.municipality == municipality) {
            Some(known) if known.email == email => {}
            Some(known) => {
                let (name, first) = (self.name(municipality), known.email.to_string());
                self.tell(Problem::Several { municipality: name, first }, row.place, Some(row.email));
                self.several.insert(municipality);
            }
            None => self.list.addresses.push(ListedAddress { municipality, email }),
        }
    }

    /// Whose row it is; none, told where that is wrong, if it is nobody's who is invited.
    fn municipality(&mut self, row: &Written<'_>) -> Option<Number> {
        let digits: String = row.organisation.chars().filter(char::is_ascii_digit).collect();
        let today = self.organisations.get(digits.as_str());
        let by_organisation = today.and_then(|number| self.invited.find(number).ok());
        let by_number = self.invited.find(row.number).ok().filter(|_| !row.number.is_empty());
        // What is another municipality's by its number is not one's of the same name.
        let is_of_another =
            today.is_some() && by_organisation.is_none() || is_municipality(row.number) && by_number.is_none();
        let by_name = self.invited.find(row.name).ok().filter(|_| !row.name.is_empty() && !is_of_another);
        let mut found = [by_organisation, by_number, by_name].into_iter().flatten();
        let Some(first) = found.next() else {
            self.list.others += 1;
            return None;
        };
        if let Some(second) = found.find(|other| other.number != first.number) {
            let problem = Problem::Contradicts { first: first.name.clone(), second: second.name.clone() };
            self.tell(problem, row.place, Some(row.email));
            return None;
        }
        Some(first.number)
    }

    fn name(&self, municipality: Number) -> String {
        self.invited.get(municipality).map_or_else(|| municipality.to_string(), |found| found.name.clone())
    }

    fn tell(&mut self, problem: Problem, place: Option<Place>, value: Option<&str>) {
        let finding = Finding::error(self.file, problem);
        let finding = place.into_iter().fold(finding, Finding::at);
        self.findings.push(value.into_iter().fold(finding, Finding::value));
    }

    /// What is wrong with all of it: nothing is read.
    fn refuse(&mut self, problem: Problem, place: Option<Place>) -> Option<()> {
        self.tell(problem, place, None);
        None
    }
}

/// Whether a number is, or was, that of a municipality; a table may count its rows instead.
fn is_municipality(written: &str) -> bool {
    written.len() == 4 && written.parse().is_ok_and(|number| known::bearer(number).is_some())
}

/// Where the columns are.
struct Columns {
    /// The line of the headings.
    line: usize,
    organisation: Option<usize>,
    number: Option<usize>,
    name: Option<usize>,
    email: usize,
    /// How many headings there are.
    width: usize,
}

impl Columns {
    /// The first row with a heading for addresses and one that says whose they are, if it is near the top.
    fn of(sheet: &Sheet<'_>, delimiter: Delimiter) -> Option<Columns> {
        const LAST: usize = 20;
        let (mut rows, mut row) = (sheet.rows(delimiter), Row::default());
        while rows.read(&mut row) && row.line() <= LAST {
            let bare = |cell: &str| normalised(cell).chars().filter(|c| c.is_alphanumeric()).collect();
            let cells: Vec<String> = row.cells().map(bare).collect();
            let column = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.as_str()));
            let (organisation, number, name) = (column(ORGANISATION), column(NUMBER), column(NAME));
            if let Some(email) = column(EMAIL)
                && (organisation.is_some() || number.is_some() || name.is_some())
            {
                return Some(Columns { line: row.line(), organisation, number, name, email, width: cells.len() });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invited() -> Municipalities {
        let table = b"number;name;language;email\n3203;Asker;;\n3201;B\xc3\xa6rum;;\n0301;Oslo;;\n1580;Haram;;\n";
        let table = String::from_utf8_lossy(table).replace(";;\n", ";n\u{f8}ytral;\n");
        Municipalities::read(table.as_bytes(), &mut Findings::new()).expect("the list is good")
    }

    fn addresses(list: &str) -> (Vec<(String, String)>, usize, Vec<&'static str>) {
        let mut findings = Findings::new();
        let read = read(Listing { file: "liste", bytes: list.as_bytes(), sheet: None }, &invited(), &mut findings)
            .unwrap_or_default();
        let addresses =
            read.addresses.iter().map(|one| (one.municipality.to_string(), one.email.to_string())).collect();
        (addresses, read.others, findings.into_iter().map(|finding| finding.problem.code()).collect())
    }

    fn pair(number: &str, email: &str) -> (String, String) {
        (number.to_owned(), email.to_owned())
    }

    #[test]
    fn a_download_of_the_register_is_read_as_json_and_as_a_table() {
        let json = r#"{"_embedded":{"enheter":[{"organisasjonsnummer":"920125298","navn":"ASKER KOMMUNE","epostadresse":
            "post@asker.example.no"},{"organisasjonsnummer":"935478715","navn":"BÆRUM KOMMUNE"},{"organisasjonsnummer":"1","navn":
            "ANNET AS","epostadresse":"a@example.no"}]}}"#;
        assert_eq!(addresses(json), (vec![pair("3203", "post@asker.example.no")], 1, vec![]));
        let table = "\u{feff}\"Organisasjonsnummer\";\"Navn\";\"E-postadresse\"\r\n\"920125298\";\"ASKER KOMMUNE\";\"post@asker.example.no\"\r\n";
        assert_eq!(addresses(table), (vec![pair("3203", "post@asker.example.no")], 0, vec![]));
        let lines =
            "Adresser 2027\n\nKommune,E-post\nOslo,post@oslo.example.no\nBærum kommune,post@baerum.example.no\n";
        let expected = vec![pair("0301", "post@oslo.example.no"), pair("3201", "post@baerum.example.no")];
        assert_eq!(addresses(lines), (expected, 0, vec![]));
        assert_eq!(addresses("Knr;e-mail\n301;post@oslo.example.no\n").0, [pair("0301", "post@oslo.example.no")]);
    }

    /// Haram's organisation number is not known here, which is no number that rows without one could have.
    #[test]
    fn a_row_without_an_organisation_number_is_of_whom_it_names() {
        let rows = "Kommune;E-post\nAsker;a@example.no\nHaram;b@example.no\n";
        assert_eq!(addresses(rows), (vec![pair("3203", "a@example.no"), pair("1580", "b@example.no")], 0, vec![]));
        assert_eq!(addresses("Kommune;E-post\nRør AS;c@example.no\n"), (vec![], 1, vec![]));
    }

    /// There are two of that name; one of them is invited.
    #[test]
    fn a_row_with_the_number_of_somebody_who_is_not_invited_is_not_that_of_the_one_of_the_same_name() {
        let table = b"number;name;language;email\n3114;V\xc3\xa5ler;;\n";
        let invited = Municipalities::read(table, &mut Findings::new()).expect("the list is good");
        let read = |list: &str| {
            let listing = Listing { file: "liste", bytes: list.as_bytes(), sheet: None };
            let read = read(listing, &invited, &mut Findings::new()).expect("it is a list");
            (read.addresses.len(), read.others)
        };
        assert_eq!(read("Kommunenr;Kommune;E-post\n3419;Våler;a@example.no\n"), (0, 1));
        assert_eq!(read("organisasjonsnummer;navn;epostadresse\n871034222;VÅLER KOMMUNE;a@example.no\n"), (0, 1));
        assert_eq!(read("Kommunenr;Kommune;E-post\n3114;Våler;a@example.no\n"), (1, 0));
        assert_eq!(read("Nr;Kommune;E-post\n1;Våler;a@example.no\n"), (1, 0));
    }

    #[test]
    fn what_is_no_address_or_could_be_two_municipalities_is_told() {
        assert_eq!(addresses("Kommune;E-post\nAsker;ring oss\n"), (vec![], 0, vec!["not-an-address"]));
        assert_eq!(addresses("Nr;Kommune;E-post\n3203;Oslo;a@example.no\n"), (vec![], 0, vec!["contradicts"]));
        let twice = "Kommune;E-post\nAsker;a@example.no\nAsker;a@example.no\nAsker;b@example.no\n";
        assert_eq!(addresses(twice), (vec![], 0, vec!["several"]));
        assert_eq!(addresses("a;b\n1;2\n"), (vec![], 0, vec!["no-columns"]));
        assert_eq!(addresses("{\"a\":1}"), (vec![], 0, vec!["not-a-list"]));
    }

    #[test]
    fn a_list_that_is_cut_off_is_refused_as_a_whole() {
        let whole = r#"[{"navn":"Asker","epostadresse":"a@example.no","adresse":["x",{"y":1.5}]},{"navn":"Oslo","epostadresse":"b@example.no"}]"#;
        assert_eq!(addresses(whole).0.len(), 2);
        for end in (1..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert_eq!(addresses(&whole[..end]), (vec![], 0, vec!["cut-off"]), "{}", &whole[..end]);
        }
        let quoted = "\"Kommune\";\"E-post\"\n\"Asker\";\"a@example.no\"\n\"Oslo\";\"post@os";
        assert_eq!(addresses(quoted), (vec![], 0, vec!["unclosed-quote"]));
        let bare = "Kommune;E-post;Telefon\nAsker;a@example.no;1\nOslo;post@os";
        assert_eq!(addresses(bare), (vec![], 0, vec!["not-an-address", "cut-off-row"]));
        for whole in [
            format!("{bare}lo.no;"),
            bare.replace("post@os", "b@example.no\n"),
            bare.replace(";1\n", "\n").replace("post@os", "b@example.no"),
        ] {
            assert_eq!(addresses(&whole).0.len(), 2, "{whole}");
        }
    }

    #[test]
    fn what_is_no_json_or_a_part_of_it_is_told() {
        assert_eq!(addresses("[{\"navn\":\"Asker\"} x").2, ["not-json"]);
        assert_eq!(addresses("[] []").2, ["not-json"]);
        assert_eq!(addresses(&"[".repeat(1000)).2, ["not-json"]);
        let page = r#"{"page":{"size":1,"totalElements":357},"_embedded":{"enheter":[{"navn":"Asker","epostadresse":"a@example.no"}]}}"#;
        assert_eq!(addresses(page), (vec![pair("3203", "a@example.no")], 0, vec!["one-page"]));
        assert_eq!(addresses(&page.replace("357", "1")).2, Vec::<&str>::new());
        let bom = format!("\u{feff}{page}").replace("357", "1");
        assert_eq!(addresses(&bom).0.len(), 1);
    }
}
