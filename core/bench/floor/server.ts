import express from 'express';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { ownedRoutes } from './ownedRoutes.ts';

/**
 * The floor: the same work by hand, with express 5, pg and prepared statements, and nothing else: no validation,
 * no model, no rights, no errors worth the name. It is what Kiln's figures are measured against.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 16 });
const app = express();
app.disable('x-powered-by');
app.use(express.json({ limit: '1mb' }));

const fields = `c.id, c.version, c.created_at as "createdAt", c.updated_at as "updatedAt", c.name, c.email, c.phone, c.job_title as "jobTitle",
  c.stage, c.score::int, c.revenue::float8, c.birthday::text, c.last_seen_at as "lastSeenAt", c.opt_in as "optIn", c.city, c.account`;
const insert = `insert into floor.contact as c (id, name, email, phone, job_title, stage, score, revenue, birthday, last_seen_at, opt_in, city, account)`;
const columns = [
  'name',
  'email',
  'phone',
  'jobTitle',
  'stage',
  'score',
  'revenue',
  'birthday',
  'lastSeenAt',
  'optIn',
  'city',
  'account',
];
const types = [
  'text',
  'text',
  'text',
  'text',
  'text',
  'bigint',
  'numeric',
  'date',
  'timestamptz',
  'boolean',
  'text',
  'uuid',
];

app.get('/contact/aggregate', async (_req, res) => {
  const { rows } = await pool.query({
    name: 'aggregate',
    text: 'select stage, count(*)::int as count from floor.contact where deleted_at is null group by stage order by stage',
  });
  res.json({ data: rows });
});

app.get('/contact/:id', async (req, res) => {
  const { rows } = await pool.query({
    name: 'get',
    text: `select ${fields} from floor.contact c where c.id = $1 and c.deleted_at is null`,
    values: [req.params.id],
  });
  if (rows.length === 0) res.status(404).end();
  else res.json(rows[0]);
});

app.get('/contact', async (req, res) => {
  const { stage, account, search } = req.query;
  if (search) {
    const { rows } = await pool.query({
      name: 'search',
      text: `select ${fields} from floor.contact c where lower(c.name) like $1 and c.deleted_at is null order by c.id desc limit 25`,
      values: [`%${String(search).toLowerCase()}%`],
    });
    res.json({ data: rows });
    return;
  }
  const { rows } = await pool.query(
    account
      ? {
          name: 'listWithAccount',
          text: `select ${fields}, a.name as "accountName" from floor.contact c left join floor.account a on a.id = c.account
            where c.stage = $1 and c.deleted_at is null order by c.name, c.id limit 25`,
          values: [stage],
        }
      : {
          name: 'list',
          text: `select ${fields} from floor.contact c where c.stage = $1 and c.deleted_at is null order by c.name, c.id limit 25`,
          values: [stage],
        },
  );
  res.json({ data: rows });
});

app.post('/contact', async (req, res) => {
  const items: Record<string, unknown>[] = Array.isArray(req.body) ? req.body : [req.body];
  const { rows } =
    items.length === 1
      ? await pool.query({
          name: 'create',
          text: `${insert} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning ${fields}`,
          values: [uuidv7(), ...columns.map((name) => items[0]?.[name] ?? null)],
        })
      : await pool.query({
          name: 'createMany',
          text: `${insert} select * from unnest($1::uuid[], ${types.map((type, i) => `$${i + 2}::${type}[]`).join(', ')}) returning ${fields}`,
          values: [items.map(() => uuidv7()), ...columns.map((name) => items.map((item) => item[name] ?? null))],
        });
  res.status(201).json(Array.isArray(req.body) ? { data: rows } : rows[0]);
});

/** A list with an entry for each by hand. */
app.post('/contact/audited', async (req, res) => {
  const items: Record<string, unknown>[] = req.body;
  const { rows } = await pool.query({
    name: 'createManyAudited',
    text: `
      with given as (
        select * from unnest($1::uuid[], ${types.map((type, i) => `$${i + 2}::${type}[]`).join(', ')}, $${types.length + 2}::jsonb[])
          as g (id, ${columns.join(', ')}, changes)
      ), made as (${insert} select id, ${columns.join(', ')} from given returning ${fields}), entry as (
        insert into floor.audit (actor, action, entity, record, changes)
        select $${types.length + 3}::uuid, 'created', 'contact', id, changes from given
      )
      select * from made`,
    values: [
      items.map(() => uuidv7()),
      ...columns.map((name) => items.map((item) => item[name] ?? null)),
      items.map((item) => JSON.stringify(item)),
      uuidv7(),
    ],
  });
  res.status(201).json({ data: rows });
});

app.patch('/contact/:id', async (req, res) => {
  const { rows } = await pool.query({
    name: 'patch',
    text: `update floor.contact as c set phone = $2, version = version + 1, updated_at = now() where id = $1 and deleted_at is null returning ${fields}`,
    values: [req.params.id, req.body.phone],
  });
  if (rows.length === 0) res.status(404).end();
  else res.json(rows[0]);
});

ownedRoutes(app, pool, fields, columns);

app.listen(Number(process.argv[3]), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit(0));
