import { expect, test } from 'vitest';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { parseTable } from './parseTable.ts';
import { pasteRows } from './pasteRows.ts';

function column(name: string, type: string, more: Partial<BrowserField> = {}): BrowserField {
  return {
    ...{
      name,
      title: name,
      type,
      widget: type,
      required: false,
      computed: false,
      writable: true,
      masked: false,
      system: false,
    },
    ...{ sortable: true, filterable: true, groupable: true, schema: {}, cel: { kind: 'string' } },
    ...more,
  };
}

const columns = [
  column('Product', 'relation', { relation: { kind: 'one', targets: ['product'] } }),
  column('Item', 'text'),
  column('Quantity', 'decimal'),
];
const known = new Map([['Product', new Map([['kiln', 'id-of-kiln']])]]);
const paste = { rows: [{ Item: 'Old' }], blank: { Quantity: 1 }, columns, known };

test('reads what spreadsheets copy', () => {
  expect(parseTable('a\tb\r\nc\t\r\n')).toEqual([
    ['a', 'b'],
    ['c', ''],
  ]);
  expect(parseTable('"two\nlines"\t"say ""hi"""')).toEqual([['two\nlines', 'say "hi"']]);
  expect(parseTable('one')).toEqual([['one']]);
});

test('fills from the cell on, to the right and down, and adds lines', () => {
  const { rows, unread } = pasteRows({
    ...paste,
    table: [
      ['Cup', '1,200'],
      ['Bowl', 'x'],
    ],
    row: 0,
    column: 1,
  });
  expect(rows).toEqual([
    { Item: 'Cup', Quantity: 1200 },
    { Item: 'Bowl', Quantity: 1 },
  ]);
  expect(unread).toEqual([{ title: 'Quantity', text: 'x' }]);
});

test('finds columns by a head, and related records by their names', () => {
  const table = parseTable('quantity\tPRODUCT\n2\tKiln\n3\tunknown');
  const { rows, unread } = pasteRows({ ...paste, table, row: 1, column: 0 });
  expect(rows).toEqual([{ Item: 'Old' }, { Quantity: 2, Product: 'id-of-kiln' }, { Quantity: 3 }]);
  expect(unread).toEqual([{ title: 'Product', text: 'unknown' }]);
});
