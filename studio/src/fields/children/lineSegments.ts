/** Lines that are not in the page; from and to inclusive. */
export interface LineGap {
  readonly from: number;
  readonly to: number;
}

/** The lines of a span and the further ones that must not miss, in order, with what lies between them as gaps. */
export function lineSegments(count: number, span: LineGap, needed: Iterable<number>): readonly (number | LineGap)[] {
  const shown = new Set([...needed].filter((line) => line >= 0 && line < count));
  for (let line = Math.max(0, span.from); line <= Math.min(count - 1, span.to); line += 1) shown.add(line);
  const segments: (number | LineGap)[] = [];
  let next = 0;
  for (const line of [...shown].sort((a, b) => a - b)) {
    if (line > next) segments.push({ from: next, to: line - 1 });
    segments.push(line);
    next = line + 1;
  }
  if (next < count) segments.push({ from: next, to: count - 1 });
  return segments;
}
