import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import type { Operation as CoreOperation } from '../../../../core/migrations/operations.ts';
import type { Operation } from '../../api/changesets.ts';
import designer from '../../app/locales/designer/zh-CN.json' with { type: 'json' };
import studio from '../../app/locales/studio/zh-CN.json' with { type: 'json' };
import { operationText, type Titles } from './operationText.ts';

/** All that there are: a new one needs a sentence here, too. */
const details: Readonly<Record<CoreOperation['op'], Operation['details']>> = {
  parkTable: {},
  renameTable: { from: 'customer_type', to: 'kind' },
  unparkTable: {},
  dropForeignKey: { params: { fields: ['account'], target: 'account' } },
  dropCheck: { params: { fields: ['amount'] } },
  dropIndex: { params: { fields: ['email'], unique: true } },
  dropGenerated: { column: 'total' },
  keepGenerated: {},
  keepComputed: {},
  parkColumn: { params: { code: 'noWay', from: 'text', to: 'file' } },
  renameColumn: { from: 'mail_to', to: 'email' },
  createTable: {},
  unparkColumn: {},
  addColumn: {},
  changeType: {},
  addGenerated: {},
  setNotNull: {},
  dropNotNull: {},
  addIndex: { fields: ['email'], index: { unique: false } },
  addCheck: { params: { fields: ['amount'] } },
  addForeignKey: { foreignKey: { target: 'account' }, orphans: 'clear' },
  renameReferences: {},
  renameOption: { params: { from: 'a', to: 'b' } },
  fillColumn: {},
  promoteValues: { params: { from: 'deal.stage' } },
  addLinks: {},
  removeOption: { options: ['lost'] },
  restoreOption: { options: ['lost'] },
};

const titles: Titles = {
  entity: (name) => `<${name}>`,
  field: (_entity, field) => `<${field}>`,
  types: () => ({ from: 'text', to: 'integer' }),
};

test('every operation is told in Chinese, with all that its sentence asks for', async () => {
  const instance = createInstance();
  const translation = { ...studio, ...designer };
  await instance.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation } },
    interpolation: { escapeValue: false },
  });
  const t = instance.getFixedT('zh-CN');
  for (const [op, each] of Object.entries(details)) {
    const place = { op, entity: 'deal', field: 'stage', risk: 'safe', sql: [], online: false } as const;
    const unknown = { rows: undefined, ms: undefined, unfit: undefined, choice: undefined };
    const text = operationText(t, titles, { ...place, ...unknown, sentence: `English ${op}`, details: each });
    expect(text, op).toMatch(/\p{Script=Han}/u);
    expect(text, op).not.toMatch(/English|undefined|\{\{|“”|：。/);
  }
  const change = {
    op: 'changeType',
    entity: 'deal',
    field: 'stage',
    risk: 'rewrites',
    sentence: '',
    details: {},
  } as const;
  const rest = { sql: [], online: false, rows: undefined, ms: undefined, unfit: undefined, choice: undefined };
  expect(operationText(t, titles, { ...change, ...rest })).toMatch(/文本.*→.*整数/);
});
