import { type DefinitionSet, definitionId } from '../../../definitions/kind.ts';
import type {
  Capabilities,
  PluginEvent,
  PluginHook,
  PluginLimits,
  PluginModel,
  RecordRight,
} from '../../pluginTypes.ts';
import { type CapabilitiesDocument, type PluginDocument, pluginDocument } from './document.ts';

/** What a plugin has where its manifest says nothing. */
export const defaultLimits: PluginLimits = {
  memoryMb: 64,
  cpuMs: 200,
  deadlineMs: 2_000,
  hostCalls: 200,
  hostBytes: 4 * 1024 * 1024,
  concurrency: 20,
};

const recordRights: readonly RecordRight[] = ['create', 'read', 'update', 'delete'];

/** The name of today of an entity that is called by its x-id or its name; undefined: it is gone. */
type NameOf = (called: string) => string | undefined;

/** All plugins of checked definitions, by id. */
export function compilePlugins(set: DefinitionSet): ReadonlyMap<string, PluginModel> {
  const entities = set.of('entity');
  const names = new Map([
    ...entities.map(({ name }): [string, string] => [name, name]),
    // The x-id comes first: the name may be another entity's by now.
    ...entities.map((entity): [string, string] => [definitionId(entity), entity.name]),
  ]);
  const nameOf: NameOf = (called) => names.get(called);
  return new Map(
    set.of('plugin').map((definition) => [definition.name, compilePlugin(pluginDocument(definition), nameOf)]),
  );
}

function compilePlugin(document: PluginDocument, nameOf: NameOf): PluginModel {
  const { $id: id, version, title, description, icon, enabled, isolation, kiln, code, granted, provides } = document;
  const { limits = {}, onFailure = 'reject', config, requires = {} } = document;
  const { hooks = {}, events = [], functions = {}, steps = {}, services = {}, jobs = {}, migrations = [] } = provides;
  return {
    id,
    version,
    title,
    ...(description === undefined ? {} : { description }),
    ...(icon === undefined ? {} : { icon }),
    enabled,
    isolation,
    kiln,
    code,
    granted: capabilitiesOf(granted, nameOf),
    limits: { ...defaultLimits, ...limits },
    onFailure,
    ...(config === undefined ? {} : { config }),
    requires,
    hooks: Object.entries(hooks).flatMap(([as, actions]): PluginHook[] => {
      const entity = nameOf(as);
      return entity === undefined ? [] : [{ entity, as, names: actions }];
    }),
    events: events.flatMap((as): PluginEvent[] => {
      const [called = '', action = ''] = as.split('.');
      const entity = nameOf(called);
      return entity === undefined ? [] : [{ entity, as, action }];
    }),
    functions,
    steps,
    services,
    jobs,
    migrations,
  };
}

function capabilitiesOf(granted: CapabilitiesDocument, nameOf: NameOf): Capabilities {
  const { records = {}, own = {}, hosts = [], secrets = [], services = {}, kv = false, schedule = false } = granted;
  return { records: rightsOf(records, nameOf), own: rightsOf(own, nameOf), hosts, secrets, services, kv, schedule };
}

function rightsOf(
  records: NonNullable<CapabilitiesDocument['records']>,
  nameOf: NameOf,
): ReadonlyMap<string, readonly RecordRight[]> {
  const rights = new Map<string, readonly RecordRight[]>();
  for (const [called, given] of Object.entries(records)) {
    const entity = nameOf(called);
    if (entity === undefined) continue;
    const known = rights.get(entity) ?? [];
    const all = given.includes('*');
    rights.set(
      entity,
      recordRights.filter((right) => all || given.includes(right) || known.includes(right)),
    );
  }
  return rights;
}
