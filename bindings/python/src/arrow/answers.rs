//! Posts read batch by batch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use ibid::api::{Checked, Inspection};
use ibid::{Analysis, Options, Settings, Source};
use rayon::ThreadPool;
use rayon::prelude::*;

use super::posts::{self, Posts};
use super::stream::Batches;
use super::tables::{Known, Table};

/// What a caller wants to know.
pub(super) struct Asked {
    pub(super) tables: Vec<&'static Table>,
    pub(super) options: Options,
    pub(super) settings: Settings,
}

impl Asked {
    fn asks_rules(&self) -> bool {
        self.tables.iter().any(|table| table.is_of_rules)
    }

    fn asks_notes(&self) -> bool {
        self.tables.iter().any(|table| !table.is_of_rules)
    }

    fn read(&self, posts: &Posts, row: usize) -> Result<Reading, String> {
        let (source, options) = posts.post(row, &self.options)?;
        let sources = [source];
        let analysis = Analysis::of(&sources, &options);
        let findings = if self.asks_rules() { ibid::check(&analysis, None, &self.settings) } else { Vec::new() };
        let checked = Checked::new(&sources, &analysis.document, findings);
        if self.asks_notes() {
            let _read_here = analysis.apparatus();
        }
        Ok(Reading { language: analysis.language().to_owned(), sources, analysis, checked })
    }

    fn known<'a>(&self, reading: &'a Result<Reading, String>) -> Result<Known<'a>, String> {
        let reading = reading.as_ref().map_err(Clone::clone)?;
        let inspection = self.asks_notes().then(|| Inspection::new(&reading.sources, &reading.analysis));
        Ok(Known { inspection, findings: &reading.checked.findings })
    }
}

/// A post that was read.
struct Reading {
    language: String,
    sources: [Source; 1],
    analysis: Analysis,
    checked: Checked,
}

/// The answer to `work`, or in one sentence why there is none, also where it panics.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("ibid failed to read this post: a defect of ibid".into()))
}

/// One row of answers for each post, in their order. No more than `rows` posts are held at once.
pub(super) struct Answers {
    posts: Batches,
    asked: Asked,
    schema: SchemaRef,
    pool: ThreadPool,
    rows: usize,
    /// What is left of the batch that is being read.
    left: Option<RecordBatch>,
    before: usize,
}

impl Answers {
    pub(super) fn new(posts: Batches, asked: Asked, threads: usize, rows: usize) -> Result<Self, ArrowError> {
        posts::check(&posts.schema())?;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
        let pool = pool.map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        let schema = schema(&posts.schema(), &asked);
        Ok(Self { posts, asked, schema, pool, rows, left: None, before: 0 })
    }

    /// The next posts to read together.
    fn next_posts(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        loop {
            if let Some(batch) = self.left.take().filter(|batch| batch.num_rows() > 0) {
                let length = self.rows.min(batch.num_rows());
                self.left = Some(batch.slice(length, batch.num_rows() - length));
                return Some(Ok(batch.slice(0, length)));
            }
            match self.posts.next()? {
                Ok(batch) => self.left = Some(batch),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn answer(&mut self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let posts = Posts::new(batch, self.before)?;
        self.before += posts.len();
        let asked = &self.asked;
        let readings: Vec<Result<Reading, String>> = self
            .pool
            .install(|| (0..posts.len()).into_par_iter().map(|row| guarded(|| asked.read(&posts, row))).collect());
        let known: Vec<Result<Known<'_>, String>> =
            self.pool.install(|| readings.par_iter().map(|reading| guarded(|| asked.known(reading))).collect());
        let error = known.iter().map(|known| known.as_ref().err()).collect::<StringArray>();
        let format =
            readings.iter().map(|reading| reading.as_ref().ok().map(|read| read.analysis.document.format.name()));
        let language = readings.iter().map(|reading| reading.as_ref().ok().map(|read| read.language.as_str()));
        let mut columns: Vec<ArrayRef> = vec![
            Arc::clone(&posts.ids),
            Arc::new(error),
            Arc::new(format.collect::<StringArray>()),
            Arc::new(language.collect::<StringArray>()),
        ];
        let known: Vec<Known<'_>> = known.into_iter().map(Result::unwrap_or_default).collect();
        for table in &asked.tables {
            columns.push(Arc::new(table.lists(&known)?));
        }
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }
}

/// The columns of an answer.
fn schema(posts: &Schema, asked: &Asked) -> SchemaRef {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let mut fields = vec![posts::id_field(posts), text("error"), text("format"), text("language")];
    fields.extend(asked.tables.iter().map(|table| table.field()));
    Arc::new(Schema::new(fields))
}

impl Iterator for Answers {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let posts = self.next_posts()?;
        Some(posts.and_then(|posts| self.answer(&posts)))
    }
}

impl RecordBatchReader for Answers {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
