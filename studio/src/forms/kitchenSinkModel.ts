import type { JsonObject } from '../../../core/lib/json.ts';
import { type BrowserModel, toBrowserModel } from '../../../core/model/browserModel.ts';
import { compile } from '../../../core/model/compile.ts';
import type { RecordValues } from '../api/records.ts';

const company: JsonObject = {
  $id: 'company',
  title: 'Company',
  'x-plural': 'Companies',
  'x-icon': 'building-2',
  properties: { name: { type: 'string', title: 'Name' }, city: { type: 'string', title: 'City' } },
  'x-display': 'name',
};

const line: JsonObject = {
  $id: 'sinkLine',
  title: 'Line',
  'x-plural': 'Lines',
  properties: {
    sink: { title: 'Sink', 'x-relation': { to: 'sink', onDelete: 'cascade' } },
    item: { type: 'string', title: 'Item' },
    quantity: { type: 'number', title: 'Quantity', default: 1 },
    price: { type: 'number', 'x-type': 'money', 'x-currency': 'EUR', title: 'Price' },
    kind: {
      type: 'string',
      title: 'Kind',
      enum: ['goods', 'work'],
      'x-options': { work: { title: 'Work', color: 'blue' } },
    },
    sum: { type: 'number', 'x-type': 'money', 'x-currency': 'EUR', title: 'Sum', 'x-formula': 'quantity * price' },
  },
  'x-display': 'item',
  'x-parent': { entity: 'sink', field: 'sink' },
};

const stages = {
  lead: { title: 'Lead', color: 'blue' },
  active: { title: 'Active', color: 'green' },
  lost: { title: 'Lost', color: 'red' },
};

/** One field of each type, by the name of the type. */
const sink: JsonObject = {
  $id: 'sink',
  title: 'Kitchen sink',
  'x-plural': 'Kitchen sinks',
  required: ['text'],
  properties: {
    text: { type: 'string', title: 'Text', description: 'Help stands below a field.' },
    multiline: { type: 'string', format: 'multiline', title: 'Multiline' },
    markdown: { type: 'string', format: 'markdown', title: 'Markdown' },
    integer: { type: 'integer', title: 'Integer' },
    decimal: { type: 'number', title: 'Decimal' },
    money: { type: 'number', 'x-type': 'money', 'x-currency': 'EUR', title: 'Money' },
    percent: { type: 'number', 'x-type': 'percent', title: 'Percent' },
    boolean: { type: 'boolean', title: 'Boolean' },
    date: { type: 'string', format: 'date', title: 'Date' },
    dateTime: { type: 'string', format: 'date-time', title: 'Date and time' },
    time: { type: 'string', format: 'time', title: 'Time' },
    duration: { type: 'string', format: 'duration', title: 'Duration' },
    email: { type: 'string', format: 'email', title: 'E-mail' },
    phone: { type: 'string', format: 'phone', title: 'Phone' },
    url: { type: 'string', format: 'uri', title: 'Web address' },
    select: { type: 'string', enum: ['lead', 'active', 'lost'], 'x-options': stages, title: 'Select' },
    multiSelect: {
      type: 'array',
      items: { type: 'string', enum: ['lead', 'active', 'lost'] },
      'x-options': stages,
      title: 'Several of a set',
    },
    tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
    rating: { type: 'integer', 'x-type': 'rating', title: 'Rating' },
    color: { type: 'string', format: 'color', title: 'Colour' },
    json: { type: 'object', title: 'JSON' },
    address: { type: 'object', 'x-type': 'address', title: 'Address' },
    personName: { type: 'object', 'x-type': 'personName', title: 'Person' },
    geoPoint: { type: 'object', 'x-type': 'geoPoint', title: 'Place' },
    file: { type: 'object', 'x-type': 'file', title: 'File', 'x-maxBytes': 5_000_000 },
    files: { type: 'array', 'x-type': 'files', title: 'Files' },
    image: { type: 'object', 'x-type': 'image', title: 'Picture' },
    images: { type: 'array', 'x-type': 'images', title: 'Pictures' },
    relation: { title: 'Relation', 'x-relation': { to: 'company' } },
    polymorphic: { title: 'One of several kinds', 'x-relation': { to: ['company', 'sink'] } },
    manyToMany: { title: 'Many to many', 'x-relation': { to: 'company', many: true } },
    user: { title: 'User', 'x-type': 'user', type: 'string' },
    encrypted: { type: 'string', 'x-type': 'encrypted', title: 'Encrypted' },
    autoNumber: { title: 'Number', 'x-number': 'K-{yyyy}-{0000}' },
    formula: { type: 'number', title: 'Formula', 'x-type': 'money', 'x-currency': 'EUR', 'x-formula': 'money * 1.19' },
    rollup: {
      title: 'Rollup',
      'x-type': 'money',
      'x-currency': 'EUR',
      'x-rollup': { from: 'sinkLine.sink', value: 'sum(sum)' },
    },
    children: { title: 'Line items', 'x-children': { entity: 'sinkLine', field: 'sink' } },
  },
  'x-display': 'text',
};

const [larch, birch] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002'];
const picture = { id: '0190a000-0000-7000-8000-00000000000a', name: 'kiln.png', size: 48_200, type: 'image/png' };
const letter = {
  id: '0190a000-0000-7000-8000-00000000000b',
  name: 'offer 2026.pdf',
  size: 1_240_000,
  type: 'application/pdf',
};

/** A value of each type. */
export const sinkValues: RecordValues = {
  ...{
    text: 'Larch & Sons 落叶松',
    multiline: 'One line,\nand another 第二行',
    markdown: '**Bold**, _light_ and a [link](https://example.com)\n\n- one\n- two',
  },
  ...{ integer: 12_345, decimal: 2.75, money: 1_234.5, percent: 62.5, boolean: true },
  ...{ date: '2026-03-09', dateTime: '2026-03-09T13:30:00Z', time: '09:15:00', duration: 'PT1H30M' },
  ...{ email: 'ada@example.com', phone: '+49 30 123456', url: 'https://www.example.com/about' },
  ...{ select: 'active', multiSelect: ['lead', 'lost'], tags: ['kiln', '陶瓷'], rating: 4, color: '#0091ff' },
  ...{ json: { width: 7, deep: [1, 2] }, user: '00000000-0000-7000-8000-000000000001', encrypted: '••••••••' },
  address: { country: 'CN', region: '浙江省', city: '杭州市', district: '西湖区', street: '文三路90号' },
  personName: { first: '小明', last: '王' },
  geoPoint: { lat: 31.23, lng: 121.47 },
  ...{ file: letter, files: [letter, picture], image: picture, images: [picture] },
  ...{ relation: larch, polymorphic: { entity: 'company', id: larch }, manyToMany: [larch, birch] },
  ...{ autoNumber: 'K-2026-0042', formula: 1_469.06, rollup: 75 },
  children: [
    { item: 'Cup', quantity: 10, price: 2.5, kind: 'goods' },
    { item: 'Glazing', quantity: 1, price: 50, kind: 'work' },
  ],
};

const found = [
  { id: larch, label: 'Larch & Sons', hint: 'Berlin' },
  { id: birch, label: '白桦陶瓷', hint: '杭州' },
];

export const sinkLabels = found.map(({ id, label }) => ({ entity: 'company', id, label, search: found }));

/** A model of these entities alone, compiled here by the server's own code. */
export function sinkModel(locale: string): BrowserModel {
  const definitions = [company, line, sink].map((document) => ({
    kind: 'entity',
    name: String(document.$id),
    package: 'kitchenSink',
    document: { $schema: 'kiln:entity', type: 'object', ...document },
  }));
  return toBrowserModel(compile(definitions), locale);
}
