import { parse } from '../../expressions/parse.ts';
import { expressionEnd, parseTemplate, quoteAt, type TemplatePart } from './parseTemplate.ts';

/** A condition with `${…}` in it, taken apart. */
export interface ParsedCondition {
  /** CEL with a variable `_0`, `_1` … for each `${…}`, and for each text literal with some inside. */
  readonly cel: string;
  readonly values: readonly ConditionValue[];
  /** Offset of something that is never closed. */
  readonly open?: number;
  /** Where an offset in `cel` is in the text. */
  readonly place: (offset: number) => number;
}

interface ConditionValue {
  /** Of the text between the quotes, or the one expression. */
  readonly parts: readonly TemplatePart[];
  /** It stood in quotes. */
  readonly quoted: boolean;
}

/** Values never become a part of the text: whatever `${…}` yields, the condition says the same. */
export function parseCondition(text: string): ParsedCondition {
  const values: ConditionValue[] = [];
  const jumps: { readonly from: number; readonly to: number; readonly start: number; readonly end: number }[] = [];
  let cel = '';
  let at = 0;
  let open: number | undefined;
  const put = (value: ConditionValue, end: number): void => {
    const name = `_${values.length}`;
    jumps.push({ from: cel.length, to: cel.length + name.length, start: at, end });
    values.push(value);
    cel += name;
    at = end;
  };
  while (at < text.length && open === undefined) {
    const character = text.charAt(at);
    if (text.startsWith('${', at)) {
      const end = expressionEnd(text, at + 2);
      if (end === undefined) open = at;
      else put({ parts: [{ source: text.slice(at + 2, end), start: at + 2 }], quoted: false }, end + 1);
    } else if (character === '"' || character === "'") {
      const literal = readLiteral(text, at);
      if (literal === undefined) open = at;
      else if (text.slice(at, literal.end).includes('${')) {
        put({ parts: literal.parts, quoted: true }, literal.end);
      } else {
        cel += text.slice(at, literal.end);
        at = literal.end;
      }
    } else {
      cel += character;
      at += 1;
    }
  }
  const place = (offset: number): number => {
    const jump = jumps.findLast(({ from }) => from <= offset);
    if (!jump) return offset;
    return offset < jump.to ? jump.start : jump.end + offset - jump.to;
  };
  return { cel, values, place, ...(open === undefined ? {} : { open }) };
}

/** A text literal of CEL, in which each `${…}` may hold quotes of its own. */
function readLiteral(text: string, from: number): { parts: readonly TemplatePart[]; end: number } | undefined {
  const quote = quoteAt(text, from);
  const parts: TemplatePart[] = [];
  let piece = from + quote.length;
  let at = piece;
  const close = (end: number): void => {
    if (end > piece) parts.push(textOf(text.slice(piece, end), quote));
  };
  while (at < text.length) {
    if (text.startsWith('${', at)) {
      const end = expressionEnd(text, at + 2);
      if (end === undefined) return undefined;
      close(at);
      parts.push({ source: text.slice(at + 2, end), start: at + 2 });
      at = end + 1;
      piece = at;
    } else if (text[at] === '\\') {
      at += text.startsWith('\\${', at) ? 3 : 2;
    } else if (text.startsWith(quote, at)) {
      close(at);
      return { parts, end: at + quote.length };
    } else {
      at += 1;
    }
  }
  return undefined;
}

/** What a part of a text literal says; what is no text as it is written stays so. */
function textOf(piece: string, quote: string): string {
  const plain = parseTemplate(piece).parts.join('');
  const parsed = parse(`${quote}${plain}${quote}`);
  return parsed.ok && parsed.ast.op === 'value' && typeof parsed.ast.args === 'string' ? parsed.ast.args : plain;
}
