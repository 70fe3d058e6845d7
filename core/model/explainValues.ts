import { explainError, type Finding, isBranch, placeOf } from '../definitions/explainErrors.ts';
import { fromPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import type { FaultCode, TextForm } from '../errors/faultCodes.ts';
import type { Fault } from '../errors/KilnError.ts';

/** The field that a finding is about: name of its type, its title, and the way from its value to the place. */
export interface FieldPlace {
  readonly type: string;
  readonly title: string;
  readonly inside: readonly string[];
}

/** By field type: what a value has to be, where a pattern or format would tell people nothing. */
const forms: Readonly<Record<string, TextForm>> = {
  date: 'date',
  dateTime: 'dateTime',
  time: 'time',
  duration: 'duration',
  email: 'email',
  phone: 'phone',
  url: 'url',
  color: 'color',
  user: 'user',
  relation: 'record',
  manyToMany: 'record',
  polymorphic: 'reference',
  id: 'uuid',
};

const formKeywords = new Set(['pattern', 'format', 'not', 'anyOf']);
/** What is in the wrong form need not hear of its pattern as well, nor of its length. */
const ranks: readonly (readonly FaultCode[])[] = [['format'], ['pattern'], ['empty', 'minLength', 'maxLength']];

const mostFindings = 1_000;

/**
 * What Ajv found in values of an entity, each fault once for its place. The browser explains with it what the
 * validators find that the server has compiled for it. `fieldAt`: whose value stands at the end of a path.
 */
export function explainValues(
  all: readonly Finding[],
  fieldAt: (path: readonly string[]) => FieldPlace | undefined,
): Fault[] {
  // Each is compared with the others, and a list of 100,000 texts may be wrong in every place.
  const findings = all.length > mostFindings ? all.slice(0, mostFindings) : all;
  const faults = findings.flatMap((finding) => explain(finding, fieldAt(fromPointer(placeOf(finding))), findings));
  const distinct = [...new Map(faults.map((each) => [`${each.pointer} ${each.message}`, each])).values()];
  return distinct.filter((each) => {
    const above = ranks.slice(0, Math.max(rankOf(each), 0)).flat();
    return !distinct.some(({ pointer, code }) => pointer === each.pointer && above.includes(code));
  });
}

function rankOf({ code }: Fault): number {
  return ranks.findIndex((codes) => codes.includes(code));
}

function explain(finding: Finding, place: FieldPlace | undefined, all: readonly Finding[]): Fault[] {
  const { keyword, params } = finding;
  const { type = '', title = '', inside = [] } = place ?? {};
  const at = placeOf(finding);
  const form = type === 'address' && inside[0] === 'country' ? 'country' : forms[type];
  // The pattern of an e-mail address is the definition's own.
  if (form && formKeywords.has(keyword) && !(type === 'email' && keyword === 'pattern')) {
    return [fault(at, 'format', { form })];
  }
  // Its `anyOf` has said it all.
  if (type === 'polymorphic') return [];
  if (type === 'encrypted' && keyword === 'not') return [fault(at, 'mask', {})];
  if (keyword === 'required' && place && inside.length === 0) return [fault(at, 'required', { title })];
  if (keyword === 'x-digits') {
    return [fault(at, 'digits', { total: Number(params.total), scale: Number(params.scale) })];
  }
  if (keyword === 'x-json') {
    return [fault(at, 'jsonSize', { depth: Number(params.depth), length: Number(params.length) })];
  }
  return isBranch(finding, all) ? [] : [explainError(finding)];
}
