import type pg from 'pg';
import { owners, personId } from './people.ts';

/** Rows of the benchmark's data set, scaled by `contacts`; one account for every 20 contacts. */
export interface Size {
  readonly accounts: number;
  readonly contacts: number;
}

/** ids are uuid v7 of rising time, as a server gives them. */
const uuid = (n: string, tag: number) =>
  `(lpad(to_hex(1700000000000 + ${n} * 100), 12, '0') || '7${String(tag).padStart(3, '0')}8000' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const system = (n: string) =>
  `1, timestamptz '2023-11-14 22:13:20+00' + ${n} * interval '100 ms', timestamptz '2023-11-14 22:13:20+00' + ${n} * interval '100 ms'`;

/** Fills `schema`.account and .contact with the same rows whatever the schema, and gathers statistics. */
export async function seed(client: pg.Client, schema: 'data' | 'floor', size: Size): Promise<void> {
  await client.query(`truncate ${schema}.contact, ${schema}.account cascade`);
  await client.query(`
    insert into ${schema}.account (id, version, created_at, updated_at, name, industry, region, website, employees)
    select ${uuid('n', 1)}, ${system('n')},
      (array['Harbor','Summit','Cedar','Orchid','上海云帆','北京远航','Lakeside','Granite'])[1 + n % 8] || ' ' || n,
      (array['retail','finance','health','manufacturing'])[1 + n % 4], (array['Shanghai','Berlin','Austin','Chengdu'])[1 + n % 4],
      'https://company' || n || '.example.com', n % 5000
    from generate_series(1, ${size.accounts}) n`);
  await client.query(`
    insert into ${schema}.contact (id, version, created_at, updated_at, name, email, phone, job_title, stage, score, revenue, birthday,
      last_seen_at, opt_in, city, account)
    select ${uuid('n', 2)}, ${system('n')},
      (array['Anna','Ben','Carla','David','Emma','Felix','Grace','Hugo','Ines','Jonas','王','李','张','刘','陈','杨'])[1 + n % 16]
        || (array['伟','芳',' Miller',' Novak',' Tanaka',' Rossi',' Kim',' Silva',' Meyer',' Dubois','娜'])[1 + (n / 16) % 11] || ' ' || n,
      'person' || n || '@company' || (n % ${size.accounts}) || '.example.com', '+86 138 ' || lpad((n % 100000000)::text, 8, '0'),
      (array['Buyer','Engineer','Director','Assistant'])[1 + n % 4], (array['lead','active','loyal','lost'])[1 + (n * 7) % 4],
      n % 101, round((n % 100000) * 1.37, 2), date '1960-01-01' + (n % 16000), timestamptz '2026-01-01' - (n % 400000) * interval '1 minute',
      n % 3 = 0, (array['Shanghai','Berlin','Austin','Chengdu','Lyon'])[1 + n % 5],
      ${uuid(`(1 + (n * 13) % ${size.accounts})`, 1)}
    from generate_series(1, ${size.contacts}) n`);
  await client.query(`vacuum analyze ${schema}.account`);
  await client.query(`vacuum analyze ${schema}.contact`);
}

/** Fills `schema`.owned_contact with the contacts of schema data. The five oldest are all that the last team owns. */
export async function seedOwned(client: pg.Client, schema: 'data' | 'floor'): Promise<void> {
  const system = 'id, version, created_at, updated_at, deleted_at';
  const columns = `${system}, name, email, phone, job_title, stage, score, revenue, birthday, last_seen_at, opt_in, city, account`;
  // Spread by a hash: a remainder would go with names and stages, which are remainders, too.
  const owner = `case when n <= 5 then ${owners} + n - 1 else (hashint8(n) & 2147483647) % ${owners} end`;
  await client.query(`truncate ${schema}.owned_contact`);
  // Without a look at each foreign key.
  await client.query('set session_replication_role = replica');
  await client.query(`
    insert into ${schema}.owned_contact (${columns}, owner_id)
    select ${columns}, ${personId(`(${owner})`)} from (select *, row_number() over (order by id) as n from data.contact) c`);
  await client.query('reset session_replication_role');
  await client.query(`vacuum analyze ${schema}.owned_contact`);
}
