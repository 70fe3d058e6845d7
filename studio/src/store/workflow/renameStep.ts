import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { withValueAt } from './documentPath.ts';
import { embedded } from './embedded.ts';
import { allSteps, findStep, stepId } from './stepTree.ts';

/** Another id of a step; expressions and templates that read its outcome follow. */
export function renameStep(document: JsonObject, from: string, to: string): JsonObject {
  const named = findStep(document, from);
  if (!named || from === to) return document;
  const next = withValueAt(document, [...named.path, 'id'], to);
  // A second step of the same id keeps what is read: nobody can tell which of them was meant.
  if (allSteps(next).some(({ step }) => stepId(step) === from)) return next;
  const renamed = mapTexts(next, (text, key) => renameIn(text, key, from, to));
  return isObject(renamed) ? renamed : next;
}

/** Members that hold an expression as a whole; elsewhere expressions stand in `${…}`. */
const expressions: ReadonlySet<string> = new Set(['if', 'when', 'switch', 'forEach', 'until', 'expression']);

function renameIn(text: string, key: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  if (!text.includes('${')) return expressions.has(key) ? renameInCel(text, from, to) : text;
  // From the end, so that places before stay where they are.
  return embedded(text).reduceRight((before, { source, start }) => {
    return before.slice(0, start) + renameInCel(source, from, to) + before.slice(start + source.length);
  }, text);
}

/** `steps.from` and `steps['from']`, outside of text literals. */
function renameInCel(source: string, from: string, to: string): string {
  let out = '';
  for (let at = 0; at < source.length; ) {
    const letter = source.charAt(at);
    if (letter === "'" || letter === '"') {
      const end = afterText(source, at);
      const isKey = /(?:^|[^.\w])steps\s*\[\s*$/.test(out) && source.slice(at + 1, end - 1) === from;
      out += isKey ? letter + to + letter : source.slice(at, end);
      at = end;
      continue;
    }
    const [word] = /^[A-Za-z_]\w*/.exec(source.slice(at)) ?? [];
    const isRead = word === from && /(?:^|[^.\w])steps\s*\.\s*$/.test(out);
    out += isRead ? to : (word ?? letter);
    at += word?.length ?? 1;
  }
  return out;
}

/** Behind the text literal that begins at a place. */
function afterText(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at + 1;
  }
  return text.length;
}

function mapTexts(value: Json, change: (text: string, key: string) => string, key = ''): Json {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change, name)]));
}
