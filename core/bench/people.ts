import { hash } from 'node:crypto';
import type pg from 'pg';

/** Salespeople, ten to a team. Those of the last team own next to nothing, the others as much as each other. */
const teams = 21;
export const perTeam = 10;
const people = teams * perTeam;
/** Those of the teams that own something. */
export const owners = people - perTeam;

const id = (tag: number, n: string) =>
  `('00000000-0000-7${String(tag).padStart(3, '0')}-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** SQL of the id of the n-th of them, from 0. */
export function personId(n: string): string {
  return id(4, `1 + ${n}`);
}

/** The API token of the n-th. */
export function tokenOf(n: number): string {
  return `kiln_bench_${String(n).padStart(20, '0')}`;
}

/** Users, teams and an API token for each user, as identity stores them. */
export async function seedPeople(client: pg.Client): Promise<void> {
  const by = `1, now(), now()`;
  await client.query(`
    insert into data."user" (id, version, created_at, updated_at, name, email, active)
    select ${personId('n')}, ${by}, 'Person ' || n, 'person' || n || '@example.com', true from generate_series(0, ${people - 1}) n`);
  await client.query(`
    insert into data.team (id, version, created_at, updated_at, name)
    select ${id(5, '1 + n')}, ${by}, 'Team ' || n from generate_series(0, ${teams - 1}) n`);
  await client.query(`
    insert into data.team__members (source, target, position)
    select ${id(5, `1 + n / ${perTeam}`)}, ${personId('n')}, n % ${perTeam} from generate_series(0, ${people - 1}) n`);
  await client.query(`
    insert into kiln.role_member (user_id, role)
    select ${personId('n')}, 'salesperson' from generate_series(0, ${people - 1}) n`);
  for (let n = 0; n < people; n += 1) {
    await client.query({
      name: 'token',
      text: `insert into kiln.token (id, name, hash, user_id, roles)
        values (${id(6, '1 + $1::int')}, 'bench', decode($2, 'hex'), ${personId('$1::int')}, '{salesperson}')`,
      values: [n, hash('sha256', tokenOf(n))],
    });
  }
}
