import { isObject, type Json } from '../../../lib/json.ts';

const hidden = '••••••';
/** What is shorter stands in every other text; packed, it is less like itself. */
const shortest = 4;
const shortestPacked = 8;

/** Takes secrets out of what is recorded, however somebody gave them back: as they are, or as they travelled. */
export function createRedactor(secrets: readonly string[]): (value: Json) => Json {
  const plain = secrets.filter(({ length }) => length >= shortest);
  const packed = plain.flatMap(waysToWrite).filter(({ length }) => length >= shortestPacked);
  // A longer one may hold a shorter one.
  const sorted = [...new Set([...plain, ...packed])].sort((a, b) => b.length - a.length);

  function inText(text: string): string {
    return sorted.reduce((rest, form) => rest.replaceAll(form, hidden), text);
  }

  function redact(value: Json): Json {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [inText(key), redact(item)]));
  }
  return sorted.length === 0 ? (value) => value : redact;
}

/** Of base64 what does not depend on what stands before and after: it is the same text at three places of a byte. */
function waysToWrite(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const packed = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((shift + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
  const urlPacked = packed.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const encoded = encodeURIComponent(secret);
  const inForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [encoded, inForm, inJson, bytes.toString('hex'), ...packed, ...urlPacked];
}
