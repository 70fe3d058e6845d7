import type pg from 'pg';
import { contact, select as contactSelect, type Operation, type Request } from './operations.ts';
import { owners, perTeam, tokenOf } from './people.ts';

/** A contact and the number of who owns it. */
interface Owned {
  readonly id: string;
  readonly owner: number;
}

/** Some thousand contacts, from all over the table. */
export async function sampleOwned(client: pg.Client, contacts: number): Promise<Owned[]> {
  const percent = Math.min(100, 300_000 / contacts);
  const { rows } = await client.query<{ id: string; owner_id: string }>(
    `select id, owner_id from data.owned_contact tablesample bernoulli (${percent}) repeatable (1)`,
  );
  const sample = rows.map(({ id, owner_id }) => ({ id, owner: Number.parseInt(owner_id.slice(-12), 16) - 1 }));
  return sample.filter(({ owner }) => owner < owners);
}

const select = `select=${contactSelect},account,ownerId`;
const get = (path: string, person: number): Request => ({ method: 'GET', path, token: tokenOf(person) });
const page = (sort: string) => `/api/records/ownedContact?sort=${sort}&limit=25&${select}`;

/** Orders of a list: the first two have an index behind the owner, the e-mail has one that knows no owner. */
const orders = [
  { words: 'newest', kiln: '-createdAt', floor: 'newest' },
  { words: 'by name', kiln: 'name', floor: 'name' },
  { words: 'by e-mail', kiln: 'email', floor: 'email' },
] as const;

/**
 * Reads of salespeople, who see what their team owns; each request is another's. `rows` says how many there are in all.
 */
export function ownedReads(sample: readonly Owned[], rows: string): Operation[] {
  // Neighbours in the sample belong to different teams.
  const at = (n: number) => sample[(n * 7_919) % sample.length] ?? { id: '', owner: 0 };
  const colleague = (n: number) => at(n).owner - (at(n).owner % perTeam) + (n % perTeam);
  return [
    {
      name: `salesperson: get one of ${rows}`,
      goal: 0.8,
      kiln: (n) => get(`/api/records/ownedContact/${at(n).id}?${select}`, colleague(n)),
      floor: (n) => get(`/owned/${at(n).id}`, colleague(n)),
    },
    ...orders.map(
      ({ words, kiln, floor }): Operation => ({
        name: `salesperson: list 25 of ${rows}, ${words}`,
        goal: 0.8,
        kiln: (n) => get(page(kiln), at(n).owner),
        floor: (n) => get(`/owned?sort=${floor}`, at(n).owner),
      }),
    ),
  ];
}

/**
 * The same lists of those whose team owns five. Without a floor, which walks through all the rows then and takes
 * seconds.
 */
export const listsOfFew = orders.map(({ words, kiln }) => ({
  name: `salesperson whose team owns 5: list ${words}`,
  request: (n: number) => get(page(kiln), owners + (n % perTeam)),
}));

/** Kiln writes an entry of its audit in both; the floor only in the second. */
export function ownedCreates(): Operation[] {
  const post =
    (path: string) =>
    (n: number): Request => ({ method: 'POST', path, body: JSON.stringify(contact(n)), token: tokenOf(n % owners) });
  const kiln = post('/api/records/ownedContact');
  return [
    { name: 'salesperson: create with audit, floor without', goal: 0.6, kiln, floor: post('/owned') },
    { name: 'salesperson: create with audit, floor with an entry by hand', goal: 0.6, kiln, floor: post('/audited') },
  ];
}
