import { v7 as uuidv7 } from 'uuid';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json } from '../lib/json.ts';
import { isUuid } from '../query/bind.ts';
import { invalid } from './invalid.ts';
import { forbidden } from './requireGrant.ts';
import { shareable } from './shareable.ts';
import { granteeEntities, granteesSql, shareJson } from './shareSql.ts';

/**
 * Hands a record to a user or a team: `{"grantee":{"entity":"user","id":"…"},"level":"read"|"write"}`; once more with
 * another level changes the level. Returns the share as JSON text. Throws KILN_NOT_FOUND, KILN_INVALID, or
 * KILN_FORBIDDEN where the actor may not share the record, or not change it and asks for `write`.
 */
export async function share(ctx: Ctx, entityName: string, id: string, body: Json): Promise<string> {
  return ctx.inTx(async (tx) => {
    const { entity, version, writable } = await shareable(tx, entityName, id);
    const { grantee, level } = parseShare(body);
    if (level === 'write' && !writable) throw forbidden(entity, 'update');
    const [row] = await tx.run.query({
      text: `
        with s as (
          insert into kiln.share (id, entity, record, grantee, level, created_by)
          select $1::uuid, $2, $3::uuid, g.id, $5, $6::uuid from (${granteesSql(tx)}) g where g.id = $4::uuid and g.entity = $7
          on conflict (entity, record, grantee) do update set level = excluded.level, created_by = excluded.created_by
          returning *
        )
        select ${shareJson}::text from s join (${granteesSql(tx)}) g on g.id = s.grantee`,
      values: [uuidv7(), entity.id, id, grantee.id, level, tx.actor.id, grantee.entity],
    });
    if (!row?.[0]) throw invalid([fault('/grantee', 'gone', {})]);
    await audit(tx, { action: 'shared', entity: entity.id, record: id, details: { grantee: { ...grantee }, level } });
    tx.changed({ entity: entity.name, id, version, action: 'updated' });
    return row[0];
  });
}

interface ShareInput {
  readonly grantee: { readonly entity: string; readonly id: string };
  readonly level: 'read' | 'write';
}

function parseShare(body: Json): ShareInput {
  const faults: Fault[] = [];
  const { grantee, level, ...rest } = isObject(body) ? body : {};
  if (!isObject(body)) faults.push(fault('', 'type', { types: ['object'] }));
  for (const name of Object.keys(rest)) faults.push(fault(`/${name}`, 'unknownMember', { name, near: [] }));
  const { entity, id } = isObject(grantee) ? grantee : {};
  const holder = granteeEntities.find((name) => name === entity);
  if (!holder) faults.push(fault('/grantee/entity', 'option', { options: [...granteeEntities] }));
  if (!isUuid(id)) faults.push(fault('/grantee/id', 'format', { form: 'uuid' }));
  if (level !== 'read' && level !== 'write') faults.push(fault('/level', 'option', { options: ['read', 'write'] }));
  if (faults.length > 0 || !holder || !isUuid(id)) throw invalid(faults);
  return { grantee: { entity: holder, id }, level: level === 'write' ? 'write' : 'read' };
}
