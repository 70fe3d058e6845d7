import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { FormTab } from '../../../../../core/model/types.ts';
import * as edits from './formEdits.ts';
import { layoutOf, withLayout } from './formLayout.ts';

const document: JsonObject = {
  $id: 'deal',
  tabs: [
    {
      title: 'Main',
      sections: [
        { title: 'Deal', columns: 2, fields: [{ field: 'name', span: 2 }, 'stage', 'amount'] },
        { columns: 1, showWhen: "stage == 'won'", fields: ['closed'] },
      ],
    },
    { title: 'More', sections: [{ columns: 2, fields: ['notes'] }] },
  ],
};
const tabs = layoutOf(document);
const names = (layout: readonly FormTab[]) =>
  layout.map(({ sections }) => sections.map(({ fields }) => fields.map(({ field }) => field).join(' ')));

test('a layout that is read and written is the same document', () => {
  expect(withLayout(document, tabs)).toEqual(document);
  expect(layoutOf({ tabs: [{ sections: [{ columns: 9, fields: [7, 'a', { span: 2 }] }] }, 'x'] })).toEqual([
    { sections: [{ columns: 2, fields: [{ field: 'a' }] }] },
  ]);
});

test('fields are placed, moved and taken out', () => {
  expect(names(edits.placeField(tabs, 'owner', { tab: 0, section: 0, index: 1 }))[0]).toEqual([
    'name owner stage amount',
    'closed',
  ]);
  expect(names(edits.placeField(tabs, 'name', { tab: 0, section: 0, index: 3 }))[0]?.[0]).toBe('stage amount name');
  expect(names(edits.removeField(tabs, 'stage'))[0]?.[0]).toBe('name amount');
  // No wider than the section it comes to.
  const moved = edits.placeField(tabs, 'name', { tab: 0, section: 1, index: 0 });
  expect(moved[0]?.sections[1]?.fields[0]).toEqual({ field: 'name', span: 1 });
});

test('steps go over the edges of sections', () => {
  expect(names(edits.stepField(tabs, 'amount', 1))[0]).toEqual(['name stage', 'amount closed']);
  expect(names(edits.stepField(tabs, 'closed', -1))[0]).toEqual(['name stage amount closed', '']);
  expect(names(edits.stepField(tabs, 'name', -1))).toEqual(names(tabs));
  expect(names(edits.stepField(tabs, 'stage', 1))[0]?.[0]).toBe('name amount stage');
});

test('sections and tabs', () => {
  const place = { tab: 0, section: 1 };
  expect(names(edits.moveSection(tabs, place, { tab: 0, section: 0 }))[0]).toEqual(['closed', 'name stage amount']);
  expect(names(edits.moveSection(tabs, place, { tab: 1, section: 1 }))).toEqual([
    ['name stage amount'],
    ['notes', 'closed'],
  ]);
  expect(names(edits.removeSection(tabs, { tab: 1, section: 0 }))[1]).toEqual(['']);
  expect(edits.setColumns(tabs, { tab: 0, section: 0 }, 1)[0]?.sections[0]?.fields[0]?.span).toBe(1);
  expect(edits.moveTab(tabs, 1, 0).map(({ title }) => title)).toEqual(['More', 'Main']);
  expect(edits.removeTab(edits.removeTab(tabs, 0), 0)).toHaveLength(1);
  expect(edits.setTabTitle(tabs, 0, '')[0]).not.toHaveProperty('title');
  expect(edits.changeField(tabs, 'name', { span: undefined, help: 'Short' })[0]?.sections[0]?.fields[0]).toEqual({
    field: 'name',
    help: 'Short',
  });
});

test('whatever is moved wherever, no field is lost or stands twice', () => {
  const all = ['name', 'stage', 'amount', 'closed', 'notes'];
  const place = fc.record({ tab: fc.nat(1), section: fc.nat(1), index: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...all), place), { maxLength: 30 }), (moves) => {
      let layout: FormTab[] = tabs;
      for (const [field, { tab, section, index }] of moves) {
        const at = Math.min(section, (layout[tab]?.sections.length ?? 1) - 1);
        layout = edits.placeField(layout, field, { tab, section: at, index });
        layout = edits.stepField(layout, field, index % 2 === 0 ? 1 : -1);
      }
      expect(names(layout).flat().join(' ').split(' ').filter(Boolean).sort()).toEqual([...all].sort());
    }),
  );
});
