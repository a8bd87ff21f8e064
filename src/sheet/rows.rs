//! Walking over the rows of a sheet, whatever the sheet is.

use std::thread::Scope;

use super::delimiter::Delimiter;
use super::read_ahead::RowsAhead;
use super::row::Row;
use super::text_rows::TextRows;
use super::workbook::GridRow;

/// The rows of a sheet that are left.
#[derive(Debug)]
pub struct Rows<'s>(Kind<'s>);

#[derive(Debug)]
enum Kind<'s> {
    Text(Box<TextRows<'s>>),
    Ahead(Box<RowsAhead<'s>>),
    Grid(std::slice::Iter<'s, GridRow>),
}

impl<'s> Rows<'s> {
    /// Those of a text, from an offset in bytes on.
    pub(super) fn of_text(text: &'s str, offset: usize, delimiter: Delimiter) -> Rows<'s> {
        let (before, text) = text.split_at(offset);
        let line = before.matches('\n').count() + 1;
        Rows(Kind::Text(Box::new(TextRows::new(text, line, delimiter))))
    }

    /// Those of a workbook.
    pub(super) fn of_grid(rows: &'s [GridRow]) -> Rows<'s> {
        Rows(Kind::Grid(rows.iter()))
    }

    /// The rows that are left, once more.
    pub fn ahead(&self) -> Rows<'s> {
        match &self.0 {
            Kind::Text(rows) => Rows(Kind::Text(Box::new(rows.ahead()))),
            Kind::Ahead(rows) => Rows(Kind::Text(Box::new(rows.ahead()))),
            Kind::Grid(rows) => Rows(Kind::Grid(rows.clone())),
        }
    }

    /// The same rows; those of a long text are told apart by a thread of their own.
    pub fn read_ahead<'scope>(self, scope: &'scope Scope<'scope, '_>) -> Rows<'s>
    where
        's: 'scope,
    {
        match self.0 {
            Kind::Text(rows) => Rows(match RowsAhead::begin(*rows, scope) {
                Ok(rows) => Kind::Ahead(Box::new(rows)),
                Err(rows) => Kind::Text(Box::new(rows)),
            }),
            other => Rows(other),
        }
    }

    /// Reads the next row that has content into `row`; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        #[cfg(test)]
        tests::READ.with(|read| read.set(read.get() + 1));
        match &mut self.0 {
            Kind::Text(rows) => rows.read(row),
            Kind::Ahead(rows) => rows.read(row),
            Kind::Grid(rows) => rows.next().is_some_and(|next| {
                row.take_cells(&next.cells, next.line);
                true
            }),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::super::Sheet;
    use super::*;

    thread_local! {
        /// How many rows this test has read.
        pub(crate) static READ: Cell<usize> = const { Cell::new(0) };
    }

    fn lines(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = Sheet::of_table("t.csv", text.as_bytes()).expect("there is text");
        let mut rows = sheet.rows(sheet.delimiters()[0]);
        let mut row = Row::default();
        let mut read = Vec::new();
        while rows.read(&mut row) {
            read.push((row.line(), row.cells().map(str::to_owned).collect()));
        }
        read
    }

    fn cells(cells: [&str; 2]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn the_line_is_the_one_an_editor_shows() {
        let read = lines("a;b\r\n\r\n;;\r\n\"one\r\ntwo\";2\r\n\r\n3;4\r\n");
        assert_eq!(read, [(1, cells(["a", "b"])), (4, cells(["one\r\ntwo", "2"])), (7, cells(["3", "4"]))]);
        assert_eq!(lines("sep=|\r\na|b\r\n"), [(2, cells(["a", "b"]))]);
        assert_eq!(lines("a;b\n\n1;2\n"), [(1, cells(["a", "b"])), (3, cells(["1", "2"]))]);
    }

    #[test]
    fn rows_that_a_thread_tells_apart_are_the_same_and_can_be_read_once_more_from_each_of_them() {
        let text: String = (0..120_000).map(|row| format!("{row};\"a\nb\"\r\n\r\n")).collect();
        let sheet = Sheet::of_table("t.csv", text.as_bytes()).expect("there is text");
        let delimiter = sheet.delimiters()[0];
        std::thread::scope(|scope| {
            let (mut rows, mut ahead) = (sheet.rows(delimiter), sheet.rows(delimiter).read_ahead(scope));
            assert!(matches!(ahead.0, Kind::Ahead(_)));
            let (mut row, mut other, mut again) = (Row::default(), Row::default(), Row::default());
            for number in 0.. {
                if number % 999 < 3 {
                    assert_eq!(
                        (ahead.ahead().read(&mut again), again.line()),
                        (rows.ahead().read(&mut row), row.line())
                    );
                }
                let is_row = rows.read(&mut row);
                assert_eq!(ahead.read(&mut other), is_row);
                if !is_row {
                    break;
                }
                assert_eq!((row.line(), row.written().collect::<Vec<_>>()), (other.line(), other.written().collect()));
            }
        });
    }

    #[test]
    fn what_is_read_ahead_are_the_rows_that_are_left_with_their_lines() {
        let sheet = Sheet::of_table("t.csv", b"sep=;\r\na;\"b\r\nc\"\r\n\r\n1;2\r\n\r\n3;4").expect("there is text");
        let mut rows = sheet.rows(sheet.delimiters()[0]);
        let mut row = Row::default();
        let mut left = |mut rows: Rows<'_>| {
            let mut lines = Vec::new();
            while rows.read(&mut row) {
                lines.push((row.line(), row.cell(0).to_owned()));
            }
            lines
        };
        assert_eq!(left(rows.ahead()).len(), 3);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead()), [(5, "1".to_owned()), (7, "3".to_owned())]);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead().ahead()), [(7, "3".to_owned())]);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead()), []);
    }
}
