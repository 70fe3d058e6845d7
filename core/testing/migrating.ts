import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Db } from '../db/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import type { Conversion, Conversions } from '../migrations/conversion.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { goOnline } from '../migrations/goOnline.ts';
import type { Operation } from '../migrations/operations.ts';
import { plan } from '../migrations/plan.ts';
import { preparations } from '../migrations/preparations.ts';
import { render, renderAfterwards } from '../migrations/render.ts';
import { compile } from '../model/compile.ts';
import type { Model } from '../model/types.ts';
import { prepare } from '../online/prepare.ts';
import { dropShadows } from '../online/shadows.ts';
import { countAffected } from '../workspace/countAffected.ts';
import { executeOperations } from '../workspace/executeOperations.ts';
import { introspect } from '../workspace/introspect.ts';
import { type FoundParked, readParked } from '../workspace/readParked.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** A database that goes from model to model, with records in it. */
export interface Migrating {
  /** Plans, counts and applies; expects that the tables are those of the model then. */
  migrate(from: Model | undefined, to: Model, conversions?: Conversions): Promise<readonly Operation[]>;
  /** Rows by column; their ids are id(1), id(2) … unless they bring one. */
  insert(table: string, ...rows: JsonObject[]): Promise<void>;
  /** By id: the value of one column, or the values of several. */
  values(table: string, ...columns: string[]): Promise<Json[]>;
  set(table: string, column: string, row: number, value: string | null): Promise<void>;
  query(text: string, values?: unknown[]): Promise<(string | null)[][]>;
  parked(): Promise<FoundParked>;
  /** Nothing is there. */
  wipe(): Promise<void>;
}

export const moment = { at: '2026-03-14T00:00:00.000Z', changeSet: id(0) };

export function id(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function model(entities: Record<string, { properties: JsonObject } & JsonObject>): Model {
  return compile(
    Object.entries(entities).map(([name, document]) => ({
      kind: 'entity',
      name,
      package: 'test',
      document: { $schema: 'kiln:entity', $id: name, title: name, type: 'object', ...document },
    })),
  );
}

/** A model with the one entity `thing`. */
export function thing(properties: JsonObject, rest: JsonObject = {}): Model {
  return model({ thing: { properties, ...rest } });
}

export function given(conversions: Record<string, Conversion>): Conversions {
  return new Map(Object.entries(conversions));
}

/** A database of the test file's own, empty before each test. As if it were `large`, it is changed beside everybody's work. */
export function migrating({ large = false } = {}): Migrating {
  let database: TestDatabase;
  const query = (text: string, values: unknown[] = []) => database.db.query({ text, values });
  const wipe = () =>
    database.db.script('drop schema data cascade; create schema data; drop schema if exists parked cascade');
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  beforeEach(wipe);
  return {
    wipe,
    query,
    parked: () => readParked(database.db),
    async migrate(from, to, conversions) {
      const planned = plan(from, to, await readParked(database.db), conversions);
      const counted = await countAffected(database.db, planned.operations);
      const operations = large && from ? await applyBeside(database.db, counted, from, to) : counted;
      if (!large || !from) await atOnce(database.db, operations);
      expect(compareShapes(describeTables(to), await introspect(database.db))).toEqual([]);
      return operations;
    },
    async insert(table, ...rows) {
      const name = `data.${quoteIdent(table)}`;
      const full = rows.map((row, index) => ({
        id: id(index + 1),
        created_at: '2026-01-01',
        updated_at: '2026-01-01',
        ...row,
      }));
      const names = [...new Set(full.flatMap((row) => Object.keys(row)))].map(quoteIdent).join();
      await query(
        `insert into ${name} (${names}) select ${names} from json_populate_recordset(null::${name}, $1::json)`,
        [JSON.stringify(full)],
      );
    },
    async values(table, ...columns) {
      const list = columns.map(quoteIdent).join(', ');
      const [row] = await query(
        `select json_agg(row_to_json(r) order by id) from (select id, ${list} from data.${quoteIdent(table)}) as r`,
      );
      const rows: Record<string, Json>[] = JSON.parse(row?.[0] ?? '[]');
      return rows.map((each) => {
        const [first = null, ...others] = columns.map((name) => each[name] ?? null);
        return columns.length === 1 ? first : [first, ...others];
      });
    },
    async set(table, column, row, value) {
      await query(`update data.${quoteIdent(table)} set ${quoteIdent(column)} = $1 where id = $2`, [value, id(row)]);
    },
  };
}

async function atOnce(db: Db, operations: readonly Operation[]): Promise<void> {
  await db.withTx(async (tx) => {
    for (const text of operations.flatMap((operation) => render(operation, moment))) {
      await tx.query({ text, values: [] }).catch((cause: unknown) => {
        throw new Error(text, { cause });
      });
    }
  });
}

/** Applies operations as if all tables were large: as a job does it, but for batches of what follows afterwards. */
export async function applyBeside(db: Db, counted: readonly Operation[], from: Model, to: Model): Promise<Operation[]> {
  const tables = { before: describeTables(from), after: describeTables(to) };
  const sizes = new Map(tables.before.map((table) => [table.id, { rows: 1_000_000, bytes: 1_000_000_000 }]));
  const operations = goOnline(counted, { ...tables, sizes });
  const session = await db.session();
  try {
    const job = {
      id: '',
      op: 'changeSet',
      entity: '',
      field: undefined,
      done: 0,
      total: 0,
      work: null,
      position: null,
    };
    const silent = { reached: () => undefined, progress: async () => undefined };
    const run = { job, session, db, shapes: async () => tables.after, ...silent };
    await prepare(run, preparations(operations, { ...tables, sizes }), async () => undefined);
    await db.withTx((tx) => executeOperations(tx, operations, { moment, reached: silent.reached }));
    for (const text of operations.flatMap((operation) => renderAfterwards(operation))) {
      await session.query({ text, values: [] });
    }
    await dropShadows(session);
  } finally {
    await session.close();
  }
  return operations;
}
