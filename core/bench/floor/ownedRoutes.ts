import { hash } from 'node:crypto';
import type { Express, Request } from 'express';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

interface Person {
  readonly id: string;
  /** Users of the same team, that one among them. */
  readonly team: readonly string[];
}

const orders: Readonly<Record<string, string>> = {
  newest: 'c.created_at desc, c.id desc',
  name: 'c.name, c.id',
  email: 'c.email, c.id',
};

/**
 * The same work for people who see what their team owns: the bearer token's user and team stay in a map, and every
 * statement says whose rows it is about. `fields` and `columns` as for other contacts.
 */
export function ownedRoutes(app: Express, pool: pg.Pool, contactFields: string, columns: readonly string[]): void {
  const people = new Map<string, Person>();
  const fields = `${contactFields}, c.owner_id as "ownerId"`;
  const names =
    'id, owner_id, name, email, phone, job_title, stage, score, revenue, birthday, last_seen_at, opt_in, city, account';
  const parameters = columns.map((_, index) => `$${index + 3}`).join(', ');
  const insert = `insert into floor.owned_contact as c (${names}) values ($1, $2, ${parameters}) returning ${fields}`;

  async function personOf(req: Request): Promise<Person> {
    const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
    const person = people.get(token) ?? (await findPerson(pool, token));
    people.set(token, person);
    return person;
  }

  app.get('/owned/:id', async (req, res) => {
    const { team } = await personOf(req);
    const { rows } = await pool.query({
      name: 'owned',
      text: `select ${fields} from floor.owned_contact c where c.id = $1 and c.owner_id = any($2) and c.deleted_at is null`,
      values: [req.params.id, team],
    });
    if (rows.length === 0) res.status(404).end();
    else res.json(rows[0]);
  });

  app.get('/owned', async (req, res) => {
    const { team } = await personOf(req);
    const sort = orders[String(req.query.sort)] ?? orders.newest;
    const { rows } = await pool.query({
      name: `owned ${sort}`,
      text: `select ${fields} from floor.owned_contact c where c.owner_id = any($1) and c.deleted_at is null
        order by ${sort} limit 25`,
      values: [team],
    });
    res.json({ data: rows });
  });

  app.post('/owned', async (req, res) => {
    const { id: owner } = await personOf(req);
    const { rows } = await pool.query({
      name: 'createOwned',
      text: insert,
      values: [uuidv7(), owner, ...columns.map((name) => req.body[name] ?? null)],
    });
    res.status(201).json(rows[0]);
  });

  app.post('/audited', async (req, res) => {
    const { id: owner } = await personOf(req);
    const id = uuidv7();
    const { rows } = await pool.query({
      name: 'createAudited',
      text: `with t as (${insert}), entry as (
          insert into floor.audit (actor, action, entity, record, changes)
          values ($2, 'created', 'ownedContact', $1, $${columns.length + 3}))
        select * from t`,
      values: [id, owner, ...columns.map((name) => req.body[name] ?? null), JSON.stringify(req.body)],
    });
    res.status(201).json(rows[0]);
  });
}

async function findPerson(pool: pg.Pool, token: string): Promise<Person> {
  const { rows } = await pool.query<Person>({
    text: `select t.user_id as id, array(
        select l.target from data.team__members l
        where l.source in (select source from data.team__members where target = t.user_id)) as team
      from kiln.token t where t.hash = decode($1, 'hex')`,
    values: [hash('sha256', token)],
  });
  const [person] = rows;
  if (!person) throw new Error('nobody has this token');
  return person;
}
