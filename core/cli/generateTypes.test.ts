import { expect, test } from 'vitest';
import { compile } from '../model/compile.ts';
import { generateTypes } from './generateTypes.ts';

test('writes the types of each package into a file of its own', async () => {
  const definition = (
    owner: string,
    name: string,
    properties: Record<string, { type: 'string'; title?: string; enum?: string[] }>,
  ) => ({
    kind: 'entity',
    name,
    package: owner,
    document: { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, required: ['name'] },
  });
  const model = compile([
    definition('crm', 'account', {
      name: { type: 'string', title: 'Full name' },
      stage: { type: 'string', enum: ['a', 'b'] },
    }),
    definition('shop', 'member', { name: { type: 'string' } }),
  ]);
  const files = await generateTypes(model);
  expect(files.map((file) => file.name)).toEqual(['crm.d.ts', 'shop.d.ts']);
  const [crm] = files;
  expect(crm?.text).toContain('export interface Account {');
  expect(crm?.text).toMatch(/\* Full name\n\s+\*\/\n\s+name: string;/);
  expect(crm?.text).toContain("stage: 'a' | 'b' | null;");
  expect(crm?.text).toContain('export interface AccountCreate {');
  expect(crm?.text).toContain("stage?: 'a' | 'b' | null;");
  expect(crm?.text).toContain('export interface AccountUpdate {');
  expect(crm?.text).not.toContain('Member');
});
