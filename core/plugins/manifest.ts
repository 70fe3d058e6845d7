import { Ajv2020 } from 'ajv/dist/2020.js';
import semver from 'semver';
import metaschema from '../../schemas/meta/plugin.json' with { type: 'json' };
import { explainErrors } from '../definitions/explainErrors.ts';
import { forbiddenKeys } from '../definitions/forbiddenKeys.ts';
import { toPointer } from '../definitions/pointer.ts';
import { scanJson } from '../definitions/scanJson.ts';
import { saidFault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { type Said, said } from '../errors/said.ts';
import { isObject, type Json } from '../lib/json.ts';
import { foreignSchemaProblem } from '../model/foreignSchema.ts';
import type { PluginManifest } from '../model/kinds/plugin/document.ts';
import { badPlugin } from './package/badPlugin.ts';

/** What plugin.json says. */
export interface Manifest extends PluginManifest {
  readonly id: string;
}

export const manifestFile = 'plugin.json';

/** Packages of definitions that are not plugins. */
const taken = ['kiln', 'local', 'crm'];

/**
 * Reads plugin.json. Throws KILN_BAD_PLUGIN with everything that is wrong in it.
 * @param kilnVersion what runs here; the manifest says which it fits
 */
export function parseManifest(text: string, kilnVersion: string): Manifest {
  const broken = scanJson(text).map(({ path, line, column, words }) =>
    saidFault(at(toPointer(path)), said`Line ${line}, column ${column}: ${words}`),
  );
  if (broken.length > 0) throw wrong(broken);
  const value: Json = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isObject(value)) throw wrong([saidFault(at(''), said`A manifest is a JSON object.`)]);
  const { $schema: _schema, ...manifest } = value;
  const strange = forbiddenKeys(manifest).map(({ path, ...words }) => saidFault(at(toPointer(path)), words));
  if (strange.length > 0) throw wrong(strange);
  const isManifest = new Ajv2020({ allErrors: true, verbose: true, strict: false }).compile<Manifest>(manifestSchema());
  const given: unknown = manifest;
  if (!isManifest(given)) {
    throw wrong(explainErrors(isManifest.errors ?? []).map((each) => ({ ...each, pointer: at(each.pointer) })));
  }
  const faults = meaningFaults(given, kilnVersion);
  if (faults.length > 0) throw wrong(faults);
  return given;
}

/** The installed document's schema, without what Kiln adds to a manifest. */
function manifestSchema(): object {
  const { $id: id, $schema: _schema, ...own } = metaschema.properties;
  const { granted: _granted, code: _code, provides: _provides, enabled: _enabled, ...properties } = own;
  const { isolation: _isolation, ...rest } = properties;
  return {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'version', 'title', 'kiln', 'main'],
    properties: { id, ...rest },
    $defs: metaschema.$defs,
  };
}

function meaningFaults(manifest: Manifest, kilnVersion: string): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, words: Said): void => void faults.push(saidFault(at(pointer), words));
  const { id, kiln, requires = {}, config, capabilities = {} } = manifest;
  if (taken.includes(id)) fault('/id', said`"${id}" is a package of Kiln itself.`);
  if (semver.validRange(kiln) === null) fault('/kiln', said`This is no range of versions, such as ">=0.1".`);
  else if (!semver.satisfies(kilnVersion, kiln, { includePrerelease: true })) {
    fault('/kiln', said`It is made for Kiln ${kiln}, and this is Kiln ${kilnVersion}.`);
  }
  for (const [other, range] of Object.entries(requires)) {
    const place = `/requires/${other}`;
    if (other === id) fault(place, said`A plugin does not need itself.`);
    if (semver.validRange(range) === null) fault(place, said`This is no range of versions, such as "^1".`);
  }
  for (const other of Object.keys(capabilities.services ?? {})) {
    if (!Object.hasOwn(requires, other))
      fault(`/capabilities/services/${other}`, said`"requires" has to name ${other}, too.`);
  }
  const problem = config && foreignSchemaProblem(config);
  if (problem) fault('/config', problem);
  return faults;
}

function wrong(faults: readonly Fault[]): Error {
  const [first] = faults;
  return badPlugin(`The manifest is not right. ${first?.pointer ?? ''}: ${first?.message ?? ''}`, faults);
}

function at(pointer: string): string {
  return `${manifestFile}#${pointer}`;
}
