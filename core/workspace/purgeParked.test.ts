import { expect, test } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import { testDatabase } from '../testing/database.ts';
import { purgeParked } from './purgeParked.ts';

test('nothing is removed while a job is under way that may be bringing it back', async () => {
  const { db, close } = await testDatabase();
  const purge = () => purgeParked(db, 'any', { actor: systemActor, via: 'cli', requestId: 'test' });
  await expect(purge()).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
  await db.query({
    text: `insert into kiln.job (id, op, entity, work) values (gen_random_uuid(), 'changeSet', '', '{}')`,
    values: [],
  });
  await expect(purge()).rejects.toMatchObject({ code: 'KILN_CONFLICT' });
  await db.query({ text: `update kiln.job set state = 'done'`, values: [] });
  await expect(purge()).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
  await close();
});
