import { fault } from '../../../../errors/fault.ts';
import { type Said, said } from '../../../../errors/said.ts';
import type { Json, JsonObject } from '../../../../lib/json.ts';
import type { Path } from '../../../references/types.ts';
import type { Reader } from './Reader.ts';

interface Wrong {
  readonly path: Path;
  readonly words: Said;
}

/** Reports what the inputs of a step have to do with each other: of which there is one, and which need another. */
export function checkTogether(step: string, input: JsonObject, { report }: Reader): void {
  for (const { path, words } of rules[step]?.(input) ?? []) report(path, words);
}

const rules: Readonly<Record<string, (input: JsonObject) => readonly Wrong[]>> = {
  wait(input) {
    const kinds = ['for', 'until', 'where', 'event'];
    const hasEnd = isGiven(input.where) || isGiven(input.event);
    return [
      ...atLeastOne(input, kinds, said`Say for how long, until when or for what it waits.`),
      ...atMostOne(input, kinds),
      ...(isGiven(input.timeout) && !hasEnd && kinds.some((kind) => isGiven(input[kind]))
        ? [{ path: ['timeout'], words: said`Only a condition or an event is waited for so long at most.` }]
        : []),
    ];
  },
  http: (input) => atMostOne(input, ['json', 'form', 'text']),
  mail: (input) => atLeastOne(input, ['text', 'html'], said`Say what is written: "text", "html" or both.`),
  assign({ method, among, rules: all }) {
    const hasRules = method === 'territory' && isGiven(all);
    return hasRules || isGiven(among) || typeof method !== 'string' ? [] : [missing('among')];
  },
  approval: ({ mode, quorum }) => (mode === 'quorum' && !isGiven(quorum) ? [missing('quorum')] : []),
  plugin(input) {
    const names = ['step', 'function'];
    return [...atLeastOne(input, names, said`Say which of its steps or functions.`), ...atMostOne(input, names)];
  },
};

/** Null is as if nothing had been said, and so is an empty list. */
function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function atLeastOne(input: JsonObject, names: readonly string[], words: Said): Wrong[] {
  return names.some((name) => isGiven(input[name])) ? [] : [{ path: [], words }];
}

function atMostOne(input: JsonObject, names: readonly string[]): Wrong[] {
  const [first = '', ...others] = names.filter((name) => isGiven(input[name]));
  return others.map((name) => ({ path: [name], words: said`There is "${first}" already; say one of them.` }));
}

function missing(name: string): Wrong {
  const { pointer: _, ...words } = fault('', 'missing', { name });
  return { path: [name], words };
}
