import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import metaschema from '../../schemas/meta/roleTest.json' with { type: 'json' };
import type { RoleTest } from '../access/runRoleTest.ts';
import { isObject } from '../lib/json.ts';

/** A file of tests, or why it cannot be run. */
export interface RoleTestFile {
  readonly file: string;
  readonly test?: RoleTest;
  readonly problem?: string;
}

/** Reads `<folder>/role/tests/*.json` of packages. */
export async function loadRoleTests(folders: readonly string[]): Promise<readonly RoleTestFile[]> {
  const ajv = new Ajv2020({ strict: false });
  const accepts = ajv.compile<RoleTest>(metaschema);
  const read = async (file: string): Promise<RoleTestFile> => {
    try {
      const document: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (isObject(document) && accepts(document)) return { file, test: document };
      return { file, problem: ajv.errorsText(accepts.errors, { dataVar: '' }) };
    } catch (error) {
      return { file, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const files = await Promise.all(folders.map((folder) => testsOf(join(folder, 'role', 'tests'))));
  return Promise.all(files.flat().map(read));
}

async function testsOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
