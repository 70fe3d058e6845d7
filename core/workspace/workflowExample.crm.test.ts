import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseDefinition } from '../definitions/parseDefinition.ts';
import { buildModel } from './buildModel.ts';
import { loadDefinitions } from './loadDefinitions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the workflow of the documentation is one beside the base CRM', async () => {
  const page = await readFile(`${root}docs/workflows.md`, 'utf8');
  const [, json = ''] = /```json\n(.*?)\n```/s.exec(page) ?? [];
  const parsed = parseDefinition(json, 'docs/workflows.md', 'local');
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  const { definitions } = await loadDefinitions([`${root}schemas/crm`]);
  const { model } = buildModel([...definitions, parsed.definition]);
  expect(model.workflows.get('thankBigDeal')).toMatchObject({ enabled: true, steps: [{}, {}, {}] });
});
