/** What changes between two texts, line by line and then word by word. */

export interface Piece {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Above this many lines or words on a side nothing is compared: it is shown as removed and added. */
const MOST = 1500;

/** Returns the longest common pieces in order, between the ends that two lists share. */
function compare(before: string[], after: string[]): Piece[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail))
    tail += 1;
  const piece =
    (kind: Piece["kind"]) =>
    (text: string): Piece => ({ kind, text });
  return [
    ...before.slice(0, head).map(piece("same")),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(piece("same")),
  ];
}

function middle(before: string[], after: string[]): Piece[] {
  if (before.length > MOST || after.length > MOST) {
    return [
      ...before.map((text): Piece => ({ kind: "removed", text })),
      ...after.map((text): Piece => ({ kind: "added", text })),
    ];
  }
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const pieces: Piece[] = [];
  let [b, a] = [0, 0];
  while (b < before.length || a < after.length) {
    const skip = lengths[(b + 1) * width + a] ?? -1;
    const take = lengths[b * width + a + 1] ?? -1;
    if (b < before.length && a < after.length && before[b] === after[a]) {
      pieces.push({ kind: "same", text: before[b] as string });
      b += 1;
      a += 1;
    } else if (b < before.length && (a >= after.length || skip >= take)) {
      pieces.push({ kind: "removed", text: before[b] as string });
      b += 1;
    } else {
      pieces.push({ kind: "added", text: after[a] as string });
      a += 1;
    }
  }
  return pieces;
}

/** For each pair of places, how many pieces the rests of both lists have in common. */
function commonLengths(before: string[], after: string[]): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let b = before.length - 1; b >= 0; b -= 1) {
    for (let a = after.length - 1; a >= 0; a -= 1) {
      const [down, right] = [lengths[(b + 1) * width + a] as number, lengths[b * width + a + 1] as number];
      lengths[b * width + a] =
        before[b] === after[a] ? (lengths[(b + 1) * width + a + 1] as number) + 1 : Math.max(down, right);
    }
  }
  return lengths;
}

/** Compares two passages word by word. */
export function words(before: string, after: string): Piece[] {
  const split = (text: string) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
  return joined(compare(split(before), split(after)));
}

/** Returns the lines that change, each with its new form; null stands for a side that has no such line. */
export function lines(before: string, after: string): { before: string | null; after: string | null }[] {
  const changes: { before: string | null; after: string | null }[] = [];
  let removed: string[] = [];
  for (const piece of [...compare(before.split("\n"), after.split("\n")), { kind: "same", text: "" } as Piece]) {
    if (piece.kind === "removed") removed.push(piece.text);
    else if (piece.kind === "added") changes.push({ before: removed.shift() ?? null, after: piece.text });
    else {
      changes.push(...removed.map((text) => ({ before: text, after: null })));
      removed = [];
    }
  }
  return changes;
}

/** Neighbours of one kind become one piece. */
function joined(pieces: Piece[]): Piece[] {
  const together: Piece[] = [];
  for (const piece of pieces) {
    const last = together.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else together.push({ ...piece });
  }
  return together;
}
