import type { BrowserEntity, BrowserField } from '../../../core/model/browserModel.ts';
import type { FormTab } from '../../../core/model/types.ts';
import { findField } from '../store/model.ts';
import { isLocked } from '../store/rights.ts';

const reachable = new Set(['email', 'phone', 'url']);
const most = 6;

/** The little that is asked for when a record is created in passing: its name, what it must have, how it is reached. */
export function quickLayout(entity: BrowserEntity): FormTab[] {
  const own = entity.fields.filter((field) => !field.system && !isLocked(field) && !field.children);
  const display = findField(entity, entity.display);
  const must = own.filter(({ required, schema }) => required && schema.default === undefined);
  const handy = own.filter(({ type }) => reachable.has(type));
  const chosen = new Map<string, BrowserField>();
  for (const field of [...(display && !isLocked(display) ? [display] : []), ...must]) chosen.set(field.name, field);
  for (const field of handy) if (chosen.size < most) chosen.set(field.name, field);
  return [{ sections: [{ columns: 1, fields: [...chosen.keys()].map((field) => ({ field })) }] }];
}
