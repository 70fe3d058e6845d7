import { RE2JS } from 're2js';
import { type Said, said } from '../../errors/said.ts';
import { limits } from '../limits.ts';
import { likePattern } from '../sql/likePattern.ts';
import { postgresPattern } from '../sql/postgresPattern.ts';
import { fromNum } from '../values/decimal.ts';
import { countParts, textIndexOf, textSize, textSlice } from '../values/texts.ts';
import { makeList, makeText, tooExpensive } from './budget.ts';
import { operation } from './operation.ts';
import { plain } from './plain.ts';
import type { Frame, Operand, Operation } from './types.ts';

/** Functions on texts. Positions and lengths are in characters (Unicode code points), the first at 0. */
export const texts: readonly Operation[] = [
  operation({
    name: 'contains',
    usage: 'text.contains(part)',
    description: 'True when the part stands in the text. Case counts.',
    params: ['string', 'string'],
    result: 'bool',
    evaluate: ([text, part], frame) => scan(frame, text).includes(part),
    sqlOf: (args) => like(args, (text, part) => `(position(${part} in ${text}) > 0)`),
    sqlLiteral: (text, index) => (index === 1 ? `%${likePattern(text)}%` : text),
  }),
  operation({
    name: 'startsWith',
    usage: 'text.startsWith(part)',
    description: 'True when the text begins with the part.',
    params: ['string', 'string'],
    result: 'bool',
    evaluate: ([text, part], frame) => scan(frame, text).startsWith(part),
    sqlOf: (args) => like(args, (text, part) => `starts_with(${text}, ${part})`),
    sqlLiteral: (text, index) => (index === 1 ? `${likePattern(text)}%` : text),
  }),
  operation({
    name: 'endsWith',
    usage: 'text.endsWith(part)',
    description: 'True when the text ends with the part.',
    params: ['string', 'string'],
    result: 'bool',
    evaluate: ([text, part], frame) => scan(frame, text).endsWith(part),
    sqlOf: (args) => like(args, (text, part) => `kiln.ends_with(${text}, ${part})`),
    sqlLiteral: (text, index) => (index === 1 ? `%${likePattern(text)}` : text),
  }),
  matches(),
  operation({
    name: 'size',
    usage: 'text.size()',
    description: 'Number of characters.',
    params: ['string'],
    result: 'int',
    evaluate: ([text], frame) => textSize(scan(frame, text)),
    sql: ([text]) => `char_length(${text})::numeric`,
  }),
  operation({
    name: 'lower',
    usage: 'text.lower()',
    description: 'In small letters.',
    params: ['string'],
    result: 'string',
    evaluate: ([text], frame) => scan(frame, text).toLowerCase(),
    sql: ([text]) => `kiln.lower(${text})`,
  }),
  operation({
    name: 'upper',
    usage: 'text.upper()',
    description: 'In capital letters.',
    params: ['string'],
    result: 'string',
    evaluate: ([text], frame) => scan(frame, text).toUpperCase(),
    sql: ([text]) => `kiln.upper(${text})`,
  }),
  operation({
    name: 'trim',
    usage: 'text.trim()',
    description: 'Without blanks at both ends.',
    params: ['string'],
    result: 'string',
    evaluate: ([text], frame) => scan(frame, text).trim(),
    sql: ([text]) => `kiln.trim(${text})`,
  }),
  operation({
    name: 'replace',
    usage: 'text.replace(part, by)',
    description: 'With every occurrence of the part replaced.',
    params: ['string', 'string', 'string'],
    result: 'string',
    evaluate: ([text, part, by], frame) => {
      const count = countParts(scan(frame, text), part);
      if (count === 0) return text;
      return makeText(frame, text.length + count * (by.length - part.length), () => text.replaceAll(part, () => by));
    },
    sql: ([text, part, by]) => `kiln.replace(${text}, ${part}, ${by})`,
  }),
  operation({
    name: 'substring',
    usage: 'text.substring(start)',
    description: 'From the position on; what lies outside the text is left out.',
    params: ['string', 'int'],
    result: 'string',
    evaluate: ([text, start], frame) => textSlice(scan(frame, text), fromNum(start) ?? 0, Number.POSITIVE_INFINITY),
    sql: ([text, start]) => `kiln.substring(${text}, ${start})`,
  }),
  operation({
    name: 'substring',
    usage: 'text.substring(start, end)',
    description: 'From one position to before the other; what lies outside the text is left out.',
    params: ['string', 'int', 'int'],
    result: 'string',
    evaluate: ([text, start, end], frame) => textSlice(scan(frame, text), fromNum(start) ?? 0, fromNum(end) ?? 0),
    sql: ([text, start, end]) => `kiln.substring(${text}, ${start}, ${end})`,
  }),
  operation({
    name: 'indexOf',
    usage: 'text.indexOf(part)',
    description: 'Position of the part, -1 when it is not there.',
    params: ['string', 'string'],
    result: 'int',
    evaluate: ([text, part], frame) => textIndexOf(scan(frame, text), part),
    sql: ([text, part]) => `(position(${part} in ${text}) - 1)::numeric`,
  }),
  operation({
    name: 'split',
    usage: 'text.split(separator)',
    description:
      'List of the parts between separators. An empty text gives an empty list, an empty separator one part.',
    params: ['string', 'string'],
    result: 'list<string>',
    evaluate: ([text, separator], frame) => {
      if (text === '') return [];
      if (separator === '') return [text];
      return makeList(frame, countParts(scan(frame, text), separator) + 1, () => text.split(separator));
    },
    sql: ([text, separator]) => `kiln.split(${text}, ${separator})`,
  }),
  operation({
    name: 'join',
    usage: 'list.join(separator)',
    description: 'The texts of a list as one, with the separator between them.',
    params: ['list<string>', 'string'],
    result: 'string',
    evaluate: ([list, separator], frame) => {
      const parts = list.filter((each) => typeof each === 'string');
      const length = parts.reduce((sum, each) => sum + each.length + separator.length, 0);
      return makeText(frame, length, () => parts.join(separator));
    },
    sql: ([list, separator]) => `kiln.join(${list}, ${separator})`,
  }),
];

function scan(frame: Frame, text: string): string {
  if (text.length > 256) frame.spend(text.length >>> 8);
  return text;
}

function like([text, part]: readonly Operand[], otherwise: (text: string, part: string) => string): string {
  if (!text || !part) return '';
  return part.literal ? `(${plain(text)} like ${part.sql})` : otherwise(plain(text), plain(part));
}

function matches(): Operation {
  return {
    ...operation({
      name: 'matches',
      usage: 'text.matches(pattern)',
      description: 'True when a part of the text matches the regular expression (RE2 syntax); use `^…$` for all of it.',
      params: ['string', 'string'],
      result: 'bool',
      evaluate: ([text, pattern], frame) => {
        const regex = compile(pattern);
        return regex && search(regex, text, frame);
      },
      sqlOf: ([text, pattern]) => (text && pattern ? `(${plain(text)} ~ ${pattern.sql})` : ''),
      sqlLiteral: (text, index) => (index === 1 ? postgresPattern(text) : text),
      // Postgres fails on a text that is no pattern, and has patterns that take for ever.
      literalInSql: 1,
      literalProblem: (text, index) => (index === 1 ? patternProblem(text) : undefined),
    }),
    // Compiling costs far more than searching, and the pattern hardly ever changes.
    lazy: ([text, pattern]) => {
      let last: { pattern: string; regex: RE2JS | null } | undefined;
      return (frame) => {
        const [in_, by] = [text?.(frame), pattern?.(frame)];
        if (typeof in_ !== 'string' || typeof by !== 'string') return null;
        if (last?.pattern !== by) last = { pattern: by, regex: compile(by) };
        return last.regex && search(last.regex, in_, frame);
      };
    },
  };
}

function search(regex: RE2JS, text: string, frame: Frame): boolean {
  const steps = text.length * regex.programSize();
  if (steps > 4096) frame.spend(steps >>> 12);
  return regex.test(text);
}

function compile(pattern: string): RE2JS | null {
  if (pattern.length > limits.patternLength)
    throw tooExpensive(`uses a regular expression of more than ${limits.patternLength} characters`);
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}

function patternProblem(pattern: string): Said | undefined {
  if (pattern.length > limits.patternLength)
    return said`A regular expression may have at most ${limits.patternLength} characters.`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return said`This is not a regular expression: ${error instanceof Error ? error.message : 'it cannot be read'}.`;
  }
}
