import { isObject, type Json } from '../../lib/json.ts';

/** A place in what the plugin's author wrote; lines and columns from 1. */
interface SourcePlace {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** Where a place in the bundle (from 1) comes from. */
export type SourcePlaces = (line: number, column: number) => SourcePlace | undefined;

/**
 * Reads a source map of version 3. A look-up walks the text up to the line that is asked for and keeps nothing: maps
 * are needed when something fails, and whoever writes one decides how large it would become.
 */
export function placesOf(sourceMap: string): SourcePlaces {
  const { mappings, sources } = parse(sourceMap);
  return (line, column) => {
    const found = segmentAt(mappings, line - 1, column - 1);
    if (!found) return undefined;
    const source = sources[found.source];
    return source === undefined ? undefined : { source, line: found.line + 1, column: found.column + 1 };
  };
}

function parse(sourceMap: string): { mappings: string; sources: readonly string[] } {
  const none = { mappings: '', sources: [] };
  let map: Json;
  try {
    map = JSON.parse(sourceMap);
  } catch {
    return none;
  }
  if (!isObject(map) || typeof map.mappings !== 'string' || !Array.isArray(map.sources)) return none;
  return {
    mappings: map.mappings,
    sources: map.sources.map((source) => (typeof source === 'string' ? source.slice(0, 500) : '')),
  };
}

interface Segment {
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

const comma = 44;
const semicolon = 59;
const digits = new Int8Array(128)
  .fill(-1)
  .map((_, code) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(String.fromCharCode(code)),
  );

/** The last segment that begins at or before the column. All but the column in the bundle counts on over lines. */
function segmentAt(mappings: string, line: number, column: number): Segment | undefined {
  const fields = [0, 0, 0, 0];
  let generatedLine = 0;
  let field = 0;
  let value = 0;
  let shift = 0;
  let found: Segment | undefined;
  const endSegment = () => {
    const [generatedColumn = 0, source = 0, originalLine = 0, originalColumn = 0] = fields;
    if (field >= 4 && generatedLine === line && generatedColumn <= column) {
      found = { source, line: originalLine, column: originalColumn };
    }
    field = 0;
  };
  for (let at = 0; at < mappings.length && generatedLine <= line; at += 1) {
    const code = mappings.charCodeAt(at);
    if (code === comma || code === semicolon) {
      endSegment();
      if (code === semicolon) {
        generatedLine += 1;
        fields[0] = 0;
      }
      continue;
    }
    const digit = digits[code] ?? -1;
    if (digit < 0 || shift > 30) return undefined;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    if (field < 4) fields[field] = (fields[field] ?? 0) + (value & 1 ? -(value >>> 1) : value >>> 1);
    field += 1;
    value = 0;
    shift = 0;
  }
  if (generatedLine === line) endSegment();
  return found;
}
