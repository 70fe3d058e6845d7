import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { introspect } from './introspect.ts';
import { syncDefinitions } from './syncDefinitions.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('the base CRM becomes tables that fit it', async () => {
  const folders = [fileURLToPath(new URL('../../schemas/crm', import.meta.url))];
  const { built, operations } = await syncDefinitions(database.db, folders, { consent: 'safe' });
  expect(built.conflicts).toEqual([]);
  expect(new Set(operations.map(({ risk }) => risk))).toEqual(new Set(['safe']));
  expect(compareShapes(describeTables(built.model), await introspect(database.db))).toEqual([]);
});
