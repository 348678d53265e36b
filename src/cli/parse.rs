//! `ibid parse`: references, one a line, into fields.
//!
//! Standard input is read as it comes, in blocks of whole lines; the lines of a block are read side by side and written in
//! their order. Memory does not grow with the input.

use std::io::{BufWriter, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde_json::json;

use crate::api::Segments;
use crate::convert::key::{Pattern, Taken, unique};
use crate::convert::{self, Bibliography, ConvertOptions};
use crate::csl::Item;
use crate::document::flatten;
use crate::reference::{Reference, parse};
use crate::text::Flat;

/// Bytes read at once: enough lines for every core, few enough that the first results come at once.
const BLOCK: usize = 1 << 17;

/// Read references, one on each line, into fields
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::PARSE)]
pub(super) struct Args {
    /// The references; without any, one a line from standard input
    #[arg(value_name = "TEXT")]
    texts: Vec<String>,
    /// How to write them: csl-json, bibtex, biblatex, ris, csl-yaml or hayagriva, each record with a key; jsonl or segments (the parts of
    /// each reference by name), one line for each line of input
    #[arg(long, visible_alias = "format", value_name = "FORMAT", default_value = "csl-json", value_parser = output_format)]
    to: ParsedFormat,
}

/// How the references that were parsed are written.
#[derive(Debug, Clone, Copy)]
enum ParsedFormat {
    /// The parts of each reference, one line each.
    Segments,
    /// CSL-JSON, one line each.
    Lines,
    /// A bibliography that is one array, and is written as it grows.
    Array,
    /// A bibliography in which one record follows the other.
    Records(&'static convert::BibliographyFormat),
}

fn output_format(name: &str) -> Result<ParsedFormat, String> {
    match name {
        "segments" => Ok(ParsedFormat::Segments),
        "jsonl" => Ok(ParsedFormat::Lines),
        "csl-json" => Ok(ParsedFormat::Array),
        _ => super::convert::bibliography_format(name)
            .map(ParsedFormat::Records)
            .map_err(|error| format!("{error}, segments")),
    }
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut out = Output::new(args.to, std::io::stdout().lock());
    if args.texts.is_empty() {
        blocks(std::io::stdin().lock(), |block| out.write(&lines(block)))?;
    } else {
        let texts: Vec<&[u8]> = args.texts.iter().map(String::as_bytes).collect();
        out.write(&texts)?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Hands on whole lines, as many as have come.
fn blocks(mut input: impl Read, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut held = Vec::new();
    let mut buffer = vec![0; BLOCK];
    loop {
        let count = input.read(&mut buffer).context("standard input cannot be read")?;
        let new = buffer.get(..count).unwrap_or_default();
        if count == 0 {
            return if held.is_empty() { Ok(()) } else { take(&held) };
        }
        let whole = memchr::memrchr(b'\n', new).map_or(0, |end| end + 1);
        let (lines, rest) = new.split_at(whole);
        if whole > 0 {
            held.extend_from_slice(lines);
            take(&held)?;
            held.clear();
        }
        held.extend_from_slice(rest);
    }
}

/// The lines of a block, without their ends.
fn lines(block: &[u8]) -> Vec<&[u8]> {
    let block = block.strip_suffix(b"\n").unwrap_or(block);
    block.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}

/// Writes results in the order of their lines.
struct Output<W: Write> {
    format: ParsedFormat,
    out: BufWriter<W>,
    /// How many lines were read.
    read: usize,
    /// How many records were written.
    written: usize,
    /// The keys of those records.
    keys: Taken,
    /// Records that are written together at the end.
    held: Vec<Item>,
}

impl<W: Write> Output<W> {
    fn new(format: ParsedFormat, out: W) -> Self {
        Self { format, out: BufWriter::new(out), read: 0, written: 0, keys: Taken::new(), held: Vec::new() }
    }

    fn write(&mut self, lines: &[&[u8]]) -> Result<()> {
        let (format, first) = (self.format, self.read + 1);
        let read = |(index, line): (usize, &&[u8])| one(&String::from_utf8_lossy(line), first + index, format);
        let results: Vec<Parsed> = lines.par_iter().enumerate().map(read).collect();
        self.read += lines.len();
        results.into_iter().try_for_each(|result| self.put(result))?;
        Ok(self.out.flush()?)
    }

    fn put(&mut self, result: Parsed) -> Result<()> {
        match result {
            Parsed::Line(line) => Ok(writeln!(self.out, "{line}")?),
            Parsed::Record(item) => self.put_record(*item),
            Parsed::Nothing => Ok(()),
        }
    }

    /// Writes a record with a key that no record before it has.
    fn put_record(&mut self, mut item: Item) -> Result<()> {
        item.id = unique(&Pattern::default().key(&item), &mut self.keys);
        self.written += 1;
        if matches!(self.format, ParsedFormat::Records(_)) {
            self.held.push(item);
            return Ok(());
        }
        write!(self.out, "{}", if self.written == 1 { "[\n" } else { ",\n" })?;
        Ok(serde_json::to_writer(&mut self.out, &item)?)
    }

    fn finish(mut self) -> Result<()> {
        match (self.format, self.written) {
            (ParsedFormat::Array, 0) => writeln!(self.out, "[]")?,
            (ParsedFormat::Array, _) => writeln!(self.out, "\n]")?,
            (ParsedFormat::Records(format), _) => {
                let write = format.write.context("this format is only read")?;
                write!(self.out, "{}", write(&Bibliography::of(self.held), &ConvertOptions::default()))?;
            }
            (ParsedFormat::Lines | ParsedFormat::Segments, _) => {}
        }
        Ok(self.out.flush()?)
    }
}

/// What a line gives.
enum Parsed {
    /// A line of output.
    Line(String),
    /// A record that has no key yet.
    Record(Box<Item>),
    /// Nothing: a blank line, where the output has no line for each line of input.
    Nothing,
}

fn one(line: &str, number: usize, format: ParsedFormat) -> Parsed {
    let text = flatten(line, 0);
    let is_blank = text.text.trim().is_empty();
    match format {
        ParsedFormat::Segments | ParsedFormat::Lines if is_blank => Parsed::Line("{}".to_owned()),
        ParsedFormat::Array | ParsedFormat::Records(_) if is_blank => Parsed::Nothing,
        ParsedFormat::Segments => Parsed::Line(json!(Segments::of(line)).to_string()),
        ParsedFormat::Lines => {
            let mut item = parse(&text).record();
            item.id = number.to_string();
            Parsed::Line(json!(item).to_string())
        }
        ParsedFormat::Array => Parsed::Record(Box::new(parse(&text).record())),
        ParsedFormat::Records(_) => Parsed::Record(Box::new(recorded(&text))),
    }
}

/// The record of a reference with the end of its names, which formats of bibliographies have a word for.
fn recorded(text: &Flat) -> Item {
    let reference = parse(text);
    let item = reference.listed();
    Reference { item, ..reference }.record()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one byte at a time: the worst a pipe can do.
    struct Slow<'t>(&'t [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn blocks_hold_whole_lines_however_they_come() {
        for input in ["a\nbc\n\nd", "a\nbc\n\nd\n", "", "\n"] {
            let mut all = Vec::new();
            blocks(Slow(input.as_bytes()), |block| {
                all.extend(lines(block).iter().map(|line| line.to_vec()));
                Ok(())
            })
            .unwrap();
            let expected: Vec<Vec<u8>> = input.lines().map(|line| line.as_bytes().to_vec()).collect();
            assert_eq!(all, expected, "{input:?}");
        }
    }

    fn written(format: ParsedFormat, lines: &[&[u8]]) -> String {
        let mut bytes = Vec::new();
        let mut out = Output::new(format, &mut bytes);
        out.write(lines).unwrap();
        out.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_blank_line_is_an_empty_object_and_no_record() {
        for (format, expected) in [(ParsedFormat::Lines, "{}\n{}\n"), (ParsedFormat::Array, "[]\n")] {
            assert_eq!(written(format, &[b"", b" \t"]), expected);
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_read_as_far_as_they_go() {
        let line = written(ParsedFormat::Segments, &[b"Robinson\xff, 2007."]);
        assert!(line.contains("Robinson\u{fffd}"), "{line}");
    }
}
