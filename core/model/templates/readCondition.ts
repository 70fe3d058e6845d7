import { type Said, said, withTexts } from '../../errors/said.ts';
import { type CheckResult, check } from '../../expressions/check.ts';
import { sqlProblems } from '../../expressions/toSql.ts';
import type { CelType, Scope } from '../../expressions/types.ts';
import type { Json } from '../../lib/json.ts';
import type { Template } from '../workflowTypes.ts';
import { type ParsedCondition, parseCondition } from './parseCondition.ts';
import type { TemplatePart } from './parseTemplate.ts';
import { type Complain, type Reading, readExpression } from './readExpression.ts';
import { idOf, nothing, partsOf } from './readText.ts';

interface ConditionReading extends Reading {
  /** What the condition itself may use. */
  readonly over: Scope;
}

/** A condition over records with `${…}` for values of the run; what is wrong is told. */
export function readCondition(text: string, reading: ConditionReading): Template {
  const parsed = parseCondition(text);
  if (parsed.open !== undefined) {
    reading.complain(said`This is never closed.`, parsed.open);
    return nothing;
  }
  let failed = false;
  const complain: Complain = (words, at) => {
    failed = true;
    reading.complain(words, at);
  };
  const values = parsed.values.map(({ parts }) => readValue(parts, { ...reading, complain }));
  return failed ? nothing : withTypes(parsed, values, reading);
}

function readValue(parts: readonly TemplatePart[], reading: Reading): Template {
  const [only] = parts;
  if (parts.length !== 1 || only === undefined || typeof only === 'string') return partsOf(parts, reading);
  const expression = readExpression(only.source, reading, undefined, only.start);
  return expression ? { is: 'expression', ...expression, ...idOf(expression) } : nothing;
}

/** What stands in quotes is a value of its type where that fits, else its text. */
function withTypes(
  parsed: ParsedCondition,
  values: readonly Template[],
  { over, complain }: ConditionReading,
): Template {
  const inQuotes = (template: Template, index: number, isText: boolean): Template =>
    parsed.values[index]?.quoted && isText ? asText(template) : template;
  const typed = values.map((template, index) => inQuotes(template, index, isTextual(typeOf(template))));
  const texts = values.map((template, index) => inQuotes(template, index, true));
  const { cel } = parsed;
  let first: CheckResult | undefined;
  for (const attempt of [typed, texts]) {
    for (const sample of samplesFor(attempt)) {
      const result = checkWith(sample, cel, attempt, over);
      first ??= result;
      const problems = result.ok ? sqlProblems(result.expression) : [];
      for (const problem of problems) complain(worded(problem, parsed), parsed.place(problem.start));
      if (result.ok) return problems.length > 0 ? nothing : { is: 'condition', cel, values: attempt };
    }
  }
  if (first && !first.ok) {
    for (const problem of first.problems) complain(worded(problem, parsed), parsed.place(problem.start));
  }
  return nothing;
}

/** What a text, and a value of unknown type, may be. */
interface Sample {
  readonly text: string;
  readonly any: Json;
}

/**
 * A text is read as what it stands beside, as a literal is; as what, is known only when there is one. So is a value of
 * unknown type, which may be no text as well.
 */
function samplesFor(templates: readonly Template[]): Sample[] {
  const texts = ['', '2026-01-01', '09:30', 'P1D'];
  const isAny = templates.some((template) => typeOf(template).kind === 'dyn');
  const others = isAny ? [1, true, ['']] : [];
  return [undefined, ...others].flatMap((any) => texts.map((text) => ({ text, any: any ?? text })));
}

function checkWith(sample: Sample, cel: string, templates: readonly Template[], over: Scope): CheckResult {
  const types = templates.map(typeOf);
  const values: Json[] = [];
  for (const [index, type] of types.entries()) {
    if (type.kind === 'string') values[index] = sample.text;
    if (type.kind === 'dyn') values[index] = sample.any;
    if (type.kind === 'list' && type.of.kind === 'string') values[index] = [sample.text];
  }
  const scope = (name: string) => (/^_\d+$/.test(name) ? types[Number(name.slice(1))] : undefined) ?? over(name);
  return check({ cel, values }, Object.assign(scope, { names: () => over.names?.() ?? [] }), 'bool');
}

function typeOf(template: Template): CelType {
  if (template.is !== 'expression' || template.as === 'id') return { kind: 'string' };
  return template.as === 'ids' ? { kind: 'list', of: { kind: 'string' } } : template.expression.type;
}

function isTextual({ kind }: CelType): boolean {
  return kind === 'string' || kind === 'dyn';
}

function asText(template: Template): Template {
  if (template.is !== 'expression') return template;
  const { is: _, ...part } = template;
  return { is: 'text', parts: [part] };
}

/** Values are called as they are written. */
function worded(words: Said, { values }: ParsedCondition): Said {
  return withTexts(words, (text) =>
    text.replace(/\b_(\d+)\b/g, (name, index: string) => {
      const [part] = values[Number(index)]?.parts ?? [];
      return part === undefined ? name : typeof part === 'string' ? part : `\${${part.source}}`;
    }),
  );
}
