/** ibid counts bytes, the editor counts UTF-16 units. */

/** Replaces every `start` and `end` in an answer by the editor's offsets. The answer is changed in place. */
export function locate<T>(text: string, answer: T): T {
  const unit = units(text);
  visit(answer, unit);
  return answer;
}

/** Returns the function from bytes of UTF-8 to units; text that is plain ASCII needs no table. */
function units(text: string): (byte: number) => number {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === text.length) return (byte) => byte;
  const table = new Uint32Array(bytes.length + 1);
  let unit = 0;
  bytes.forEach((byte, at) => {
    const continues = (byte & 0xc0) === 0x80;
    if (!continues) table[at] = unit;
    // Four bytes are a pair of surrogates; a byte inside a character belongs to its start.
    else table[at] = table[at - 1] as number;
    if (!continues) unit += byte >= 0xf0 ? 2 : 1;
  });
  table[bytes.length] = unit;
  return (byte) => table[Math.min(byte, bytes.length)] as number;
}

function visit(value: unknown, unit: (byte: number) => number): void {
  if (typeof value !== "object" || value === null) return;
  if (isRegion(value)) {
    value.start = unit(value.start);
    value.end = unit(value.end);
  }
  for (const part of Object.values(value)) visit(part, unit);
}

function isRegion(value: object): value is { start: number; end: number } {
  const { start, end } = value as Record<string, unknown>;
  return typeof start === "number" && typeof end === "number";
}
