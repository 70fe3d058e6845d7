import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRoleTest } from '../access/runRoleTest.ts';
import { buildModel } from './buildModel.ts';
import { loadDefinitions } from './loadDefinitions.ts';
import { loadRoleTests } from './loadRoleTests.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-roles-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the examples of docs/roles.md, saved as it says, are a right role and pass their test', async () => {
  const crm = join(folder, 'crm');
  await cp(join(root, 'schemas/crm'), crm, { recursive: true });
  await rm(join(crm, 'role/tests'), { recursive: true });
  await mkdir(join(crm, 'role/tests'));
  const text = await readFile(join(root, 'docs/roles.md'), 'utf8');
  const [role = '', patch = '', roleTest = ''] = [...text.matchAll(/```json\n(.*?)```/gs)].map(
    (match) => match[1] ?? '',
  );
  await writeFile(join(crm, 'role/fieldSales.json'), role);
  await writeFile(join(crm, 'entity/user.json'), patch);
  await writeFile(join(crm, 'role/tests/fieldSales.json'), roleTest);

  const { definitions, problems } = await loadDefinitions([crm]);
  expect(problems).toEqual([]);
  const { model } = buildModel(definitions);
  expect(model.entities.get('user')?.fields.has('region')).toBe(true);
  const found = await loadRoleTests([crm]);
  expect(found.map(({ test: each, problem }) => (each ? runRoleTest(model, each, new Date()) : [problem]))).toEqual([
    [],
  ]);
});
