import { expect, test } from 'vitest';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { readText } from './readText.ts';

function fieldOf(type: string): BrowserField {
  return {
    ...{
      name: 'x',
      title: 'X',
      type,
      widget: type,
      required: false,
      computed: false,
      writable: true,
      masked: false,
      system: false,
    },
    ...{ sortable: true, filterable: true, groupable: true, schema: {}, cel: { kind: 'string' } },
    options: [
      { value: 'won', title: 'Won' },
      { value: 'lost', title: '输单' },
    ],
  };
}

test.each([
  ['text', ' Cup ', 'Cup'],
  ['integer', '1,200', 1200],
  ['integer', '1.5', undefined],
  ['money', '€ 12,50', 12.5],
  ['percent', '19%', 19],
  ['boolean', '是', true],
  ['boolean', 'maybe', undefined],
  ['date', '2026/3/9', '2026-03-09'],
  ['date', '9.3.2026', '2026-03-09'],
  ['date', '3/9/2026', '2026-03-09'],
  ['date', 'Mar 9, 2026', '2026-03-09'],
  ['date', '2026年3月9日', '2026-03-09'],
  ['date', '2026-02-30', undefined],
  ['time', '9:05', '09:05'],
  ['time', '25:00', undefined],
  ['duration', '1h 30m', 'PT1H30M'],
  ['select', 'WON', 'won'],
  ['select', '输单', 'lost'],
  ['select', 'open', undefined],
  ['multiSelect', 'Won、输单', ['won', 'lost']],
  ['multiSelect', 'Won, open', undefined],
  ['tags', 'red，green', ['red', 'green']],
  ['geoPoint', '31.23, 121.47', { lat: 31.23, lng: 121.47 }],
  ['json', '{"a":1}', { a: 1 }],
  ['file', 'a.txt', undefined],
])('%s: %s', (type, text, value) => {
  expect(readText(fieldOf(type), text)).toEqual(value);
});
