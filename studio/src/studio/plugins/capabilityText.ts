import type { TFunction } from 'i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { Capability } from '../../api/plugins.ts';
import { asText, asTexts } from '../../lib/values.ts';
import { memberId } from '../../store/memberId.ts';

const codes = [
  ...(['records', 'ownRecords', 'beforeWrite', 'inWrite', 'afterWrite', 'host', 'secret', 'service'] as const),
  ...(['kv', 'schedule', 'job', 'function'] as const),
];
const rights = ['read', 'create', 'update', 'delete'] as const;
const writes = ['created', 'updated', 'deleted', 'restored', 'purged'] as const;

/** The same that may be done with several entities. */
export type CapabilityGroup = readonly [Capability, ...Capability[]];

/** Groups what differs in its entity alone. `mark`: keeps those apart for which it answers otherwise. */
export function groupCapabilities(
  capabilities: readonly Capability[],
  mark: (capability: Capability) => boolean,
): CapabilityGroup[] {
  const groups = new Map<string, [Capability, ...Capability[]]>();
  for (const capability of capabilities) {
    const { entity, title: _title, ...rest } = capability.params;
    const key = JSON.stringify([capability.code, mark(capability), entity === undefined ? capability.sentence : rest]);
    const known = groups.get(key);
    if (known) known.push(capability);
    else groups.set(key, [capability]);
  }
  return [...groups.values()];
}

/** What a plugin may do, in the user's language; the server's own words where the code is not known here. */
export function capabilityText(t: TFunction, group: CapabilityGroup, model: BrowserModel, language: string): string {
  const [{ code, params, sentence }] = group;
  const known = codes.find((each) => each === code);
  if (!known) return sentence;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const either = new Intl.ListFormat(language, { type: 'disjunction' });
  const said = (name: string) => asText(params[name]) ?? '';
  const values = {
    entity: list.format(group.map((each) => entityTitle(each.params, model))),
    rights: list.format(rightsIn(params).map((right) => t(`plugins.right.${right}`))),
    writes: either.format(writesIn(params).map((write) => t(`plugins.write.${write}`))),
    ...{ host: said('host'), plugin: said('plugin'), cron: said('cron') },
    name: said('title') || said('name'),
    roles: list.format(
      asTexts(params.roles).map((name) => model.roles.find((role) => role.name === name)?.title ?? name),
    ),
  };
  if (known === 'function' && asTexts(params.roles).length > 0) return t('plugins.may.functionForRoles', values);
  return t(`plugins.may.${known}`, values);
}

/** As it is called here now; of what comes with the plugin as the plugin says. */
function entityTitle({ entity, title }: JsonObject, { entities }: BrowserModel): string {
  const found = entities.find((each) => memberId(each) === entity) ?? entities.find(({ name }) => name === entity);
  return found?.pluralTitle ?? asText(title) ?? asText(entity) ?? '';
}

function rightsIn({ rights: given }: JsonObject) {
  return rights.filter((right) => asTexts(given).includes(right));
}

/** `creating` and `created` are the same to people. */
function writesIn({ actions }: JsonObject) {
  const done = asTexts(actions).map((action) => action.replace(/ing$/, 'ed'));
  return writes.filter((write) => done.includes(write));
}
