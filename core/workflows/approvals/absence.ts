import type { Ctx } from '../../context/types.ts';
import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { type Said, said } from '../../errors/said.ts';
import { readActor } from '../../identity/readActor.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import type { Person } from './approvalItems.ts';

/** Times in ISO 8601. */
export interface Absence {
  readonly from: string;
  readonly to: string;
  readonly deputy: Person;
}

/** When a user is away, now or later. */
export async function readAbsence({ run }: Pick<Ctx, 'run'>, user: string): Promise<Absence | null> {
  const [row] = await run.query({
    text: `select json_build_object('from', ${isoTimeSql('a.from_at')}, 'to', ${isoTimeSql('a.until_at')},
        'deputy', json_build_object('id', a.deputy, 'name', coalesce(u.name, '')))::text
      from kiln.absence a left join data."user" u on u.id = a.deputy where a.user_id = $1::uuid and a.until_at > now()`,
    values: [user],
    readOnly: true,
  });
  const found: Absence | null = JSON.parse(row?.[0] ?? 'null');
  return found;
}

/** Throws KILN_INVALID for times in the wrong order and for a deputy who is not there, KILN_NOT_FOUND for the user. */
export async function setAbsence(
  ctx: Ctx,
  user: string,
  { from, to, deputy }: { readonly from: string; readonly to: string; readonly deputy: string },
): Promise<void> {
  const errors = [
    ...(Date.parse(to) <= Math.max(Date.parse(from), Date.now())
      ? [wrong('/to', said`Must lie in the future, after from.`)]
      : []),
    ...(deputy.toLowerCase() === user ? [wrong('/deputy', said`Nobody is their own deputy.`)] : []),
  ];
  if (errors.length === 0 && !(await readActor(ctx.run, ctx.model, 'user', deputy))) {
    errors.push(wrong('/deputy', said`Must be the id of an active user.`));
  }
  if (errors.length > 0) throw new KilnError('KILN_INVALID', { errors });
  if (user !== ctx.actor.id && !(await readActor(ctx.run, ctx.model, 'user', user))) {
    throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such active user.' });
  }
  await ctx.run.query({
    text: `insert into kiln.absence (user_id, from_at, until_at, deputy) values ($1::uuid, $2::timestamptz, $3::timestamptz, $4::uuid)
      on conflict (user_id) do update set from_at = excluded.from_at, until_at = excluded.until_at, deputy = excluded.deputy`,
    values: [user, from, to, deputy],
  });
}

export async function endAbsence({ run }: Pick<Ctx, 'run'>, user: string): Promise<void> {
  await run.query({ text: 'delete from kiln.absence where user_id = $1::uuid', values: [user] });
}

function wrong(pointer: string, words: Said) {
  return saidFault(pointer, words);
}
