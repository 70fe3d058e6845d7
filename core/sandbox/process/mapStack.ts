import type { SourcePlaces } from './placesOf.ts';

/** Frames of a stack that are kept. */
const frames = 20;

/**
 * A stack with the places of the plugin's own files: `file:12:34` of the bundle becomes `src/index.ts:3:7`. Frames of
 * the guest around the plugin are left out.
 */
export function mapStack(stack: string, file: string, places: SourcePlaces): string {
  const lines = stack.split('\n');
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const message = first < 0 ? lines : lines.slice(0, first);
  const own = (first < 0 ? [] : lines.slice(first))
    .filter((line) => line.includes(file))
    .slice(0, frames)
    .map((line) => mapLine(line, file, places));
  return [...message, ...own].join('\n');
}

function mapLine(line: string, file: string, places: SourcePlaces): string {
  const start = line.indexOf(`${file}:`);
  const match = start < 0 ? null : /^:(\d+):(\d+)/.exec(line.slice(start + file.length));
  if (!match) return line;
  const [whole, row, column] = match;
  const place = places(Number(row), Number(column));
  if (!place) return line;
  const end = start + file.length + whole.length;
  return `${line.slice(0, start)}${place.source}:${place.line}:${place.column}${line.slice(end)}`;
}
