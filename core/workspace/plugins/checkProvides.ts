import { Ajv2020 } from 'ajv/dist/2020.js';
import semver from 'semver';
import metaschema from '../../../schemas/meta/plugin.json' with { type: 'json' };
import { explainErrors } from '../../definitions/explainErrors.ts';
import { saidFault } from '../../errors/fault.ts';
import type { Fault } from '../../errors/KilnError.ts';
import { type Said, said } from '../../errors/said.ts';
import { parseCron } from '../../lib/parseCron.ts';
import { foreignSchemaProblem } from '../../model/foreignSchema.ts';
import type { Provides } from '../../model/pluginTypes.ts';
import type { Manifest } from '../../plugins/manifest.ts';
import { badPlugin } from '../../plugins/package/badPlugin.ts';

/**
 * That what the code has goes with what the manifest says: who hears of records has to ask to read them. Throws
 * KILN_BAD_PLUGIN with everything.
 */
export function checkProvides(manifest: Manifest, provides: Provides): void {
  const schema = { ...metaschema.properties.provides, $defs: metaschema.$defs };
  const isRight = new Ajv2020({ allErrors: true, verbose: true, strict: false }).compile(schema);
  const faults: Fault[] = isRight(provides)
    ? []
    : explainErrors(isRight.errors ?? []).map((each) => ({ ...each, pointer: `${manifest.main}#${each.pointer}` }));
  const fault = (words: Said): void => void faults.push(saidFault(manifest.main, words));
  const { capabilities = {}, version } = manifest;
  const { records = {}, own = {} } = capabilities;
  const mayRead = (entity: string): boolean =>
    [records[entity], own[entity]].some((rights) => rights?.some((right) => right === '*' || right === 'read'));
  for (const entity of Object.keys(provides.hooks)) {
    if (!mayRead(entity)) fault(said`It has hooks of ${entity}, and the manifest does not ask to read ${entity}.`);
  }
  for (const event of provides.events) {
    const [entity = ''] = event.split('.');
    const reads = own[entity]?.some((right) => right === '*' || right === 'read');
    if (!reads) fault(said`It listens to ${event}, and the manifest does not ask to read ${entity} by itself ("own").`);
  }
  for (const part of ['functions', 'steps', 'services'] as const) {
    for (const [name, { input, output }] of Object.entries(provides[part])) {
      for (const [what, shape] of Object.entries({ input, output })) {
        const problem = shape && foreignSchemaProblem(shape);
        const place = `${part}.${name}.${what}`;
        if (problem) fault(said`${place}: ${problem}`);
      }
    }
  }
  for (const [name, { cron, timeZone }] of Object.entries(provides.jobs)) {
    if (cron !== undefined && !parseCron(cron))
      fault(said`jobs.${name}.cron: "${cron}" is no pattern such as "0 3 * * *".`);
    if (timeZone !== undefined && !isTimeZone(timeZone))
      fault(said`jobs.${name}.timeZone: There is no zone "${timeZone}".`);
  }
  for (const migration of provides.migrations) {
    if (semver.valid(migration) === null || semver.gt(migration, version)) {
      fault(said`The migration ${migration} is for no version up to ${version}.`);
    }
  }
  if (faults.length > 0) throw badPlugin(faults[0]?.message ?? '', faults);
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
