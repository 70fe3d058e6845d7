import semver from 'semver';
import type { Actor } from '../../context/types.ts';
import type { Queryable } from '../../db/types.ts';
import type { Definition } from '../../definitions/types.ts';
import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { said } from '../../errors/said.ts';
import { defaultLimits } from '../../model/kinds/plugin/compile.ts';
import type { PluginDocument } from '../../model/kinds/plugin/document.ts';
import { type Capability, describeCapabilities, type EntityTitle } from '../../plugins/describeCapabilities.ts';
import { badPlugin } from '../../plugins/package/badPlugin.ts';
import { changeLayers, type Edited } from '../changeLayers.ts';
import type { Workspace } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { configFaults } from './configFaults.ts';
import { definitionChanges } from './definitionChanges.ts';
import type { PluginChange } from './PluginChange.ts';
import type { Migrations, PluginWork } from './PluginWork.ts';
import { pluginIn, withVersion } from './pluginLayers.ts';
import { listVersions } from './pluginStore.ts';
import { pluginTexts } from './pluginTexts.ts';
import { raisedCapabilities } from './raisedCapabilities.ts';
import { refuseNeeded, requireOthers } from './requirements.ts';

export interface VersionOptions {
  /** Which way it is to go; `any`: to wherever it was before. */
  readonly way: 'install' | 'upgrade' | 'downgrade' | 'any';
  /** What it asks for is granted, and the change is made. Else it is only shown. */
  readonly grant: boolean;
  /** The digest of the package that was looked at before it was granted. */
  readonly sha256?: string;
  readonly message?: string;
  /** uuid of the change-set that this one takes back. */
  readonly reverts?: string;
  /** In which titles are told. Default: English. */
  readonly locale?: string;
}

/**
 * Makes a version of a plugin the one that runs, or shows what that would do: definitions, tables and data in one
 * transaction. Throws KILN_STALE when the package is another than was looked at; KILN_CONFLICT where it does not go the
 * way that was asked for, or other plugins stand against it; KILN_BAD_PLUGIN, and what changeLayers throws.
 */
export async function changeVersion(
  workspace: Workspace,
  { version, store }: Candidate,
  options: VersionOptions,
  actor: Actor,
): Promise<PluginChange> {
  const { grant, sha256, way, reverts } = options;
  const { manifest, digest, signature, provides } = version;
  const { id } = manifest;
  if (sha256 !== undefined && sha256 !== digest) throw otherPackage(id, digest);
  let shown: Omit<PluginChange, 'id' | 'version' | 'plan'> | undefined;
  const answer = await changeLayers(
    workspace,
    async (stored): Promise<Edited> => {
      const was = pluginIn(stored.layers, id);
      checkWay(was, version.manifest.version, version.hash, way);
      if (!was) refuseNameOfPackage(stored.layers, id);
      if (store) await refuseOtherContent(workspace.db, version);
      if (was?.enabled ?? true) requireOthers(stored.layers, manifest);
      refuseNeeded(stored.layers, id, manifest.version);
      const isolation = was?.isolation === 'own' ? 'own' : version.isolation;
      const layers = withVersion(stored.layers, version, { enabled: was?.enabled ?? true, isolation });
      const { titleOf, translate } = pluginTexts(layers, id, options.locale);
      checkEntities(version.manifest.capabilities, titleOf);
      const capabilities = describeCapabilities(manifest, provides, titleOf, translate);
      const before = was
        ? describeCapabilities({ capabilities: was.granted }, { ...nothing, ...was.provides }, titleOf, translate)
        : [];
      const raised = raisedCapabilities(before, capabilities);
      if (grant && was && raised.length > 0 && sha256 === undefined && way !== 'any') throw needsLook(id, raised);
      const migrate = migrationsOf(was, version);
      shown = {
        plugin: id,
        from: was?.version ?? null,
        to: manifest.version,
        manifest,
        capabilities,
        raised,
        granted: manifest.capabilities ?? {},
        limits: { ...defaultLimits, ...manifest.limits },
        isolation,
        integrity: {
          sha256: digest,
          signature: signature.state,
          ...(signature.key === undefined ? {} : { key: signature.key }),
          source: version.source,
          files: version.files.length,
        },
        definitions: definitionChanges(stored.layers, layers, id),
        migrations: { direction: migrate?.direction ?? 'up', versions: migrate?.versions ?? [] },
        config: { faults: await configFaults(workspace.db, id, manifest.config) },
      };
      const work: PluginWork = { plugin: id, ...(store ? { store } : {}), ...(migrate ? { migrate } : {}) };
      return { layers, plugin: work };
    },
    {
      message: options.message ?? messageOf(id, manifest.version, way),
      dryRun: !grant,
      // Whatever goes out of sight is parked, and the plan has said so.
      acceptDataLoss: true,
      isUpgrade: true,
      ...(reverts === undefined ? {} : { reverts }),
    },
    actor,
  );
  if (!shown) throw new KilnError('KILN_INTERNAL', { cause: new Error('the change was not planned') });
  return { ...answer, ...shown };
}

const nothing = { hooks: {}, events: [], functions: {}, steps: {}, services: {}, jobs: {}, migrations: [] };

function messageOf(id: string, version: string, way: VersionOptions['way']): string {
  const verbs = { install: 'Install', upgrade: 'Upgrade', downgrade: 'Downgrade', any: 'Change' };
  return `${verbs[way]} plugin ${id} ${way === 'install' ? '' : 'to '}${version}`;
}

/** Its definitions would take the place of those of the files. */
function refuseNameOfPackage(layers: readonly Definition[], id: string): void {
  if (!layers.some((layer) => layer.package === id)) return;
  throw new KilnError('KILN_CONFLICT', { detail: `"${id}" is the name of a package of definition files here.` });
}

function checkWay(was: PluginDocument | undefined, to: string, hash: string, way: VersionOptions['way']): void {
  const refuse = (detail: string): never => {
    const extra = { installed: was?.version ?? null, ...(was ? { plugin: was.$id } : {}) };
    throw new KilnError('KILN_CONFLICT', { detail, extra });
  };
  if (way === 'any') return;
  if (way === 'install') {
    if (was) refuse(`${was.$id} ${was.version} is installed already. Upgrade it instead.`);
    return;
  }
  if (!was) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
  const order = semver.compare(to, was.version);
  if (way === 'upgrade' && order < 0) refuse(`${was.version} runs, which is later than ${to}. Downgrade it instead.`);
  if (way === 'downgrade' && order > 0) refuse(`${was.version} runs, which is earlier than ${to}. Upgrade it instead.`);
  if (order === 0 && hash === was.code && way === 'downgrade') refuse(`${to} runs already.`);
}

/** A version is one thing: whoever goes back to it has to find what was there. A folder is worked on. */
async function refuseOtherContent(run: Queryable, { manifest, digest, source }: Candidate['version']): Promise<void> {
  if (source === 'folder') return;
  const known = await listVersions(run, manifest.id);
  const other = known.find((each) => each.version === manifest.version && each.source === 'package');
  if (!other || other.digest === digest) return;
  throw new KilnError('KILN_CONFLICT', {
    detail: `${manifest.id} ${manifest.version} was here with other content. Give this one another version.`,
    extra: { sha256: other.digest },
  });
}

/** The data migrations between two versions. The later version's code knows both ways. */
function migrationsOf(
  was: PluginDocument | undefined,
  { manifest, provides, hash }: Candidate['version'],
): Migrations | undefined {
  if (!was) return undefined;
  const isUp = semver.gte(manifest.version, was.version);
  const [low, high] = isUp ? [was.version, manifest.version] : [manifest.version, was.version];
  const known = isUp ? provides.migrations : (was.provides.migrations ?? []);
  const versions = known.filter((each) => semver.gt(each, low) && semver.lte(each, high)).toSorted(semver.compare);
  if (versions.length === 0) return undefined;
  return isUp
    ? { direction: 'up', versions, code: { plugin: manifest.id, version: manifest.version, hash } }
    : {
        direction: 'down',
        versions: versions.toReversed(),
        code: { plugin: manifest.id, version: was.version, hash: was.code },
      };
}

/** Throws KILN_BAD_PLUGIN where a plugin asks for what there is not. */
function checkEntities(capabilities: PluginDocument['capabilities'] = {}, titleOf: EntityTitle): void {
  const faults = (['records', 'own'] as const).flatMap((part) =>
    Object.keys(capabilities[part] ?? {}).flatMap((name) =>
      titleOf(name) === undefined
        ? [saidFault(`plugin.json#/capabilities/${part}/${name}`, said`There is no entity "${name}".`)]
        : [],
    ),
  );
  if (faults.length > 0) throw badPlugin(`The plugin works with what there is not here. ${faults[0]?.message}`, faults);
}

function otherPackage(id: string, sha256: string): KilnError {
  return new KilnError('KILN_STALE', {
    detail: `The package of ${id} is another than the one that was looked at. Look at it again.`,
    extra: { sha256 },
  });
}

function needsLook(id: string, raised: readonly Capability[]): KilnError {
  return new KilnError('KILN_CONFLICT', {
    detail: `This version of ${id} asks for more than before. Look at it, and grant it with the sha256 of what you saw.`,
    extra: { raised },
  });
}
