/** An inspection with its ids looked up. */

import type { Citation, Inspection, Note, Source as Work } from "ibid";

export class Known {
  readonly inspection: Inspection;
  readonly #works: Map<string, Work>;
  readonly #notes = new Map<string, Note>();
  readonly #citations = new Map<string, Citation>();

  constructor(inspection: Inspection) {
    this.inspection = inspection;
    this.#works = new Map(inspection.sources.map((work) => [work.id, work]));
    for (const note of inspection.notes) {
      for (const citation of note.citations) {
        this.#notes.set(citation.id, note);
        this.#citations.set(citation.id, citation);
      }
    }
  }

  work(citation: Citation): Work | null {
    return (citation.source !== null && this.#works.get(citation.source)) || null;
  }

  /** The note that holds a citation; none for what only a bibliography or the text gives. */
  noteOf(citation: string): Note | null {
    return this.#notes.get(citation) ?? null;
  }

  citation(id: string): Citation | null {
    return this.#citations.get(id) ?? null;
  }

  /** The notes that cite a work, each once, in order. */
  notesOf(work: Work): Note[] {
    return [...new Set(work.cited_by.flatMap((id) => this.noteOf(id) ?? []))];
  }
}
