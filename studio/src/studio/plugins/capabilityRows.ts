import type { TFunction } from 'i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { Capability } from '../../api/plugins.ts';
import { scheduleText } from '../../lib/scheduleText.ts';
import { asText, asTexts } from '../../lib/values.ts';
import { memberId } from '../../store/memberId.ts';

/** What a plugin may do of one kind. */
export interface CapabilityRow {
  readonly key: string;
  readonly code: string;
  readonly isRaised: boolean;
  readonly text: string;
  /** One by one, where there are several. */
  readonly lines: readonly string[];
}

interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly model: BrowserModel;
}

const codes = [
  ...(['records', 'ownRecords', 'beforeWrite', 'inWrite', 'afterWrite', 'host', 'secret', 'service'] as const),
  ...(['kv', 'schedule', 'job', 'function'] as const),
];
const rights = ['read', 'create', 'update', 'delete'] as const;
const writes = ['created', 'updated', 'deleted', 'restored', 'purged'] as const;

/** What a plugin may do, in the user's language; the server's own words where the code is not known here. */
export function capabilityRows(
  words: Words,
  capabilities: readonly Capability[],
  isRaised: (capability: Capability) => boolean,
): CapabilityRow[] {
  const kinds = Map.groupBy(capabilities, (capability) => {
    const { code, params, sentence } = capability;
    const isKnown = codes.some((each) => each === code);
    return JSON.stringify([code, isRaised(capability), code === 'function' ? params.roles : null, isKnown || sentence]);
  });
  return [...kinds].flatMap(([key, all]) => {
    const [first] = all;
    return first ? [{ key, code: first.code, isRaised: isRaised(first), ...worded(words, first, all) }] : [];
  });
}

function worded(words: Words, first: Capability, all: readonly Capability[]): Pick<CapabilityRow, 'text' | 'lines'> {
  const { t } = words;
  const code = codes.find((each) => each === first.code);
  if (!code) return { text: first.sentence, lines: [] };
  const groups = alike(all);
  const [only = all] = groups;
  const values = valuesOf(words, only);
  const isForRoles = code === 'function' && values.roles !== '';
  if (code === 'kv' || code === 'schedule') return { text: t(`plugins.may.${code}`), lines: [] };
  if (groups.length === 1 && (only.length === 1 || values.entity !== '')) {
    return {
      text: isForRoles ? t('plugins.may.functionForRoles', values) : t(`plugins.may.${code}`, values),
      lines: [],
    };
  }
  if (code === 'function') {
    const text = isForRoles ? t('plugins.several.functionForRoles', values) : t('plugins.several.function');
    return { text, lines: [listed(words, all.map(nameOf))] };
  }
  return {
    text: t(`plugins.several.${code}`),
    lines: groups.map((group) => t(`plugins.each.${code}`, valuesOf(words, group))),
  };
}

/** Puts together what differs in its entity alone. */
function alike(all: readonly Capability[]): Capability[][] {
  const groups = Map.groupBy(all, ({ params: { entity, title, ...rest }, sentence }) =>
    JSON.stringify(entity === undefined ? [sentence, title] : rest),
  );
  return [...groups.values()];
}

function valuesOf(words: Words, group: readonly Capability[]) {
  const { t, language, model } = words;
  const params: JsonObject = group[0]?.params ?? {};
  const { host, plugin, cron, timeZone } = params;
  const either = new Intl.ListFormat(language, { type: 'disjunction' });
  return {
    entity: listed(
      words,
      group.flatMap((each) => entityTitle(each.params, model) ?? []),
    ),
    rights: listed(
      words,
      rightsIn(params).map((right) => t(`plugins.right.${right}`)),
    ),
    writes: either.format(writesIn(params).map((write) => t(`plugins.write.${write}`))),
    host: asText(host) ?? '',
    plugin: asText(plugin) ?? '',
    schedule: scheduleText(t, asText(cron) ?? '', asText(timeZone) ?? 'UTC', language),
    name: group[0] ? nameOf(group[0]) : '',
    roles: listed(
      words,
      asTexts(params.roles).map((name) => model.roles.find((role) => role.name === name)?.title ?? name),
    ),
  };
}

function nameOf({ params: { title, name } }: Capability): string {
  return asText(title) ?? asText(name) ?? '';
}

function listed({ language }: Words, names: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** As it is called here now; of what comes with the plugin as the plugin says. */
function entityTitle({ entity, title }: JsonObject, { entities }: BrowserModel): string | undefined {
  const found = entities.find((each) => memberId(each) === entity) ?? entities.find(({ name }) => name === entity);
  return entity === undefined ? undefined : (found?.pluralTitle ?? asText(title) ?? asText(entity));
}

function rightsIn({ rights: given }: JsonObject) {
  return rights.filter((right) => asTexts(given).includes(right));
}

/** `creating` and `created` are the same to people. */
function writesIn({ actions }: JsonObject) {
  const done = asTexts(actions).map((action) => action.replace(/ing$/, 'ed'));
  return writes.filter((write) => done.includes(write));
}
