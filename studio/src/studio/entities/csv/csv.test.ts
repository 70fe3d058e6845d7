import { expect, test } from 'vitest';
import { objectAt } from '../document/members.ts';
import { csvFields, entityFromCsv } from './entityFromCsv.ts';
import { guessType } from './guessField.ts';
import { readCsvHead } from './readCsvHead.ts';

test.each<[string, string[], string]>([
  ['E-mail', ['a@b.de', 'c@d.cn'], 'email'],
  ['Website', ['https://a.de', 'http://b.cn/x'], 'url'],
  ['Founded', ['2020-01-31', '2021-12-01'], 'date'],
  ['日期', ['2020年1月31日', '2021年12月1日'], 'date'],
  ['Created', ['2020-01-31 10:00', '2020-01-31T10:00:00Z'], 'dateTime'],
  ['Active', ['yes', 'no', 'yes'], 'boolean'],
  ['是否有效', ['是', '否'], 'boolean'],
  ['Count', ['1', '200', ''], 'integer'],
  ['Weight', ['1', '2.5'], 'decimal'],
  ['Share', ['12%', '3.5 %'], 'percent'],
  ['Budget', ['1000', '2500.50'], 'money'],
  ['合同金额', ['1,000', '2,500'], 'money'],
  ['Value', ['€ 12', '$3'], 'money'],
  ['Zip', ['01067', '10115'], 'text'],
  ['Order number', ['1001', '1002'], 'text'],
  ['手机', ['13800138000', '13900139000'], 'phone'],
  ['Phone', ['+49 30 1234', '(555) 123-4567 ext. 12'], 'phone'],
  ['Stage', ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a'], 'select'],
  ['Name', ['Ada', 'Lin', 'Noor'], 'text'],
  ['Notes', ['x'.repeat(300)], 'multiline'],
  ['Empty', ['', ' '], 'text'],
])('%s of %j is guessed as %s', (header, values, type) => {
  expect(guessType(header, values)).toBe(type);
});

const chinese = new Map([...'客户名称'].map((letter, index) => [letter, ['ke', 'hu', 'ming', 'cheng'][index] ?? '']));
const romanize = (text: string) => [...text].map((letter) => chinese.get(letter) ?? letter);

test('a file becomes an entity whose first text stands for a record', () => {
  const fields = csvFields({
    headers: ['客户名称', 'Amount', 'Amount', ''],
    rows: [
      ['景德镇', '12', 'x', ''],
      ['上海', '13', 'y', ''],
    ],
  });
  const { document, texts } = entityFromCsv(fields, romanize);
  expect(Object.keys(objectAt(document, 'properties'))).toEqual(['keHuMingCheng', 'amount', 'amount2']);
  expect(document['x-display']).toBe('keHuMingCheng');
  expect(texts).toEqual({ fields: { keHuMingCheng: { title: '客户名称' } } });
});

test('columns that are left out are no fields', () => {
  const [first] = csvFields({ headers: ['A'], rows: [['1']] });
  expect(entityFromCsv(first ? [{ ...first, type: undefined }] : [], undefined).document.properties).toEqual({});
});

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

test.each<[string, BlobPart]>([
  ['UTF-8 with a mark', '\uFEFF姓名;电话\n李;1\n'],
  [
    'UTF-16',
    new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from('姓名\t电话\n李\t1\n', (l) => l.charCodeAt(0)).buffer),
    ]),
  ],
  ['GB 18030', bytes('d0d5c3fb2cb5e7bbb00ac0ee2c310a')],
])('the header is read from %s', async (_name, content) => {
  expect(await readCsvHead(new Blob([content]))).toEqual({ headers: ['姓名', '电话'], rows: [['李', '1']] });
});

test('of a large file only the head is read, and no line that is cut off', async () => {
  const line = '李,"a ""quoted"" word\nin two lines",5\n';
  const file = new Blob(['a,b,c\n', ...Array.from({ length: 100_000 }, () => line)]);
  const head = await readCsvHead(file);
  expect(head?.rows).toHaveLength(200);
  const wide = new Blob(['a,b\n', `${'x'.repeat(200_000)},1\n`, `${'y'.repeat(200_000)},2\n`]);
  expect((await readCsvHead(wide))?.rows).toHaveLength(1);
});

test('what has no header is none', async () => {
  expect(await readCsvHead(new Blob(['']))).toBeUndefined();
  expect(await readCsvHead(new Blob([new Uint8Array(1000)]))).toBeUndefined();
});
