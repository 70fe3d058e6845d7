import type { BrowserField, BrowserModel } from '../../../../core/model/browserModel.ts';
import { listRecords } from '../../api/records.ts';
import { celText } from '../../lib/celText.ts';
import { plainText } from '../../lib/values.ts';
import { findEntity } from '../../store/model.ts';
import type { KnownRecords } from './pasteRows.ts';
import { targetsOf } from './pasteRows.ts';

/** Names asked for in one request. */
const atOnce = 100;

/** The records that pasted cells name in relation columns, by what they are called. */
export async function findRelated(
  model: BrowserModel,
  columns: readonly BrowserField[],
  table: readonly (readonly string[])[],
  column: number,
): Promise<KnownRecords> {
  const { fields, body } = targetsOf(columns, table, column);
  const found = fields.map(async (field, at): Promise<[string, ReadonlyMap<string, string>][]> => {
    const target = field?.relation?.kind === 'one' ? findEntity(model, field.relation.targets[0] ?? '') : undefined;
    if (!field || !target) return [];
    const names = [...new Set(body.map((cells) => cells[at]?.trim() ?? '').filter(Boolean))].slice(0, atOnce);
    if (names.length === 0) return [];
    const { display } = target;
    const where = `${display} in [${names.map(celText).join(', ')}]`;
    const { data } = await listRecords(target.name, { select: `id,${display}`, where, limit: 1000 });
    const byName = data.map((record) => [plainText(record[display]).toLowerCase(), String(record.id)] as const);
    return [[field.name, new Map(byName)]];
  });
  return new Map((await Promise.all(found)).flat());
}
