/**
 * Rows and cells of what a spreadsheet puts on the clipboard: tabs between cells, line ends between rows; a cell that holds
 * such a mark itself stands in quotes.
 */
export function parseTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y;
  const plain = text.replace(/\r?\n$/, '');
  let at = 0;
  while (at <= plain.length) {
    cell.lastIndex = at;
    const [whole = '', quoted, bare = ''] = cell.exec(plain) ?? [];
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    at += whole.length;
    const end = /^(\t|\r?\n|\r)/.exec(plain.slice(at))?.[0];
    if (end === undefined) break;
    at += end.length;
    if (end === '\t') continue;
    rows.push(row);
    row = [];
  }
  rows.push(row);
  return rows;
}
