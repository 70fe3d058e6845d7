import Papa from 'papaparse';

export interface CsvHead {
  readonly headers: readonly string[];
  /** The first rows below, each as long as the header. */
  readonly rows: readonly (readonly string[])[];
}

/** Enough to guess by, also of a file of gigabytes. */
const headBytes = 256 * 1024;
const mostRows = 200;
const mostColumns = 200;

/** The header and first rows of a CSV file: UTF-8, UTF-16 or GB 18030, whatever separates its cells. undefined: it has no header. */
export async function readCsvHead(file: Blob): Promise<CsvHead | undefined> {
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const text = decode(bytes, file.size > headBytes);
  if (text.includes('\u0000')) return undefined;
  const { data } = Papa.parse<string[]>(text, { preview: mostRows + 1, skipEmptyLines: 'greedy' });
  // The last line of a part of a file may be cut off.
  const lines = file.size > headBytes && data.length <= mostRows ? data.slice(0, -1) : data;
  const [header = [], ...rows] = lines;
  const headers = header.slice(0, mostColumns).map((each) => each.trim());
  if (headers.every((each) => each === '')) return undefined;
  return { headers, rows: rows.map((row) => headers.map((_, index) => row[index] ?? '')) };
}

/** Excel saves UTF-8 with a mark, UTF-16, or the code page of its country: in China that is GB 18030. */
function decode(bytes: Uint8Array, isCut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // A character that is cut in two at the end is no fault: it is waited for.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
