/** Postgres counts a repetition's copies against its size limit; far beyond this it refuses a pattern. */
const largest = 2_000;
/** Postgres' own bound on {m,n}. */
const mostRepeats = 255;

const classes: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: ' \\t\\n\\f\\r' };
const controls = 'ntrfv';

/**
 * A regular expression of RE2 as one of Postgres that matches the same texts; undefined where the two differ:
 * characters, `.`, classes, groups, alternatives, repetitions, `^` and `$` go, flags, `\b` and `\p` do not.
 */
export function postgresPattern(pattern: string): string | undefined {
  const reader = new Reader(pattern);
  const result = alternatives(reader);
  return result && reader.atEnd() && result.size <= largest ? result.text : undefined;
}

interface Part {
  readonly text: string;
  /** Characters it matches once all repetitions are written out. */
  readonly size: number;
}

class Reader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  atEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(): string {
    return this.#characters[this.#at] ?? '';
  }

  next(): string {
    const character = this.peek();
    this.#at++;
    return character;
  }

  accept(text: string): boolean {
    if (![...text].every((character, index) => this.#characters[this.#at + index] === character)) return false;
    this.#at += text.length;
    return true;
  }

  /** What the pattern matches from here on. */
  match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#characters.slice(this.#at, this.#at + 12).join(''))?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function alternatives(reader: Reader): Part | undefined {
  const parts: Part[] = [];
  do {
    const part = sequence(reader);
    if (!part) return undefined;
    parts.push(part);
  } while (reader.accept('|'));
  return { text: parts.map(({ text }) => text).join('|'), size: parts.reduce((sum, { size }) => sum + size, 1) };
}

function sequence(reader: Reader): Part | undefined {
  let text = '';
  let size = 0;
  while (!reader.atEnd() && reader.peek() !== '|' && reader.peek() !== ')') {
    const part = anchor(reader) ?? repeated(reader);
    if (!part) return undefined;
    text += part.text;
    size += part.size;
  }
  return { text, size };
}

function anchor(reader: Reader): Part | undefined {
  return /[$^]/.test(reader.peek()) ? { text: reader.next(), size: 1 } : undefined;
}

function repeated(reader: Reader): Part | undefined {
  const atom = single(reader);
  if (!atom) return undefined;
  const times = reader.match(/^(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})/);
  if (times === undefined) return reader.peek() === '{' ? undefined : atom;
  // Whether it takes as much or as little as it can does not change whether it matches.
  reader.accept('?');
  if (/[*+?{]/.test(reader.peek())) return undefined;
  const bounds = (times.match(/\d+/g) ?? []).map(Number);
  if (bounds.some((bound) => bound > mostRepeats)) return undefined;
  return { text: atom.text + times, size: atom.size * Math.max(1, ...bounds) };
}

function single(reader: Reader): Part | undefined {
  const character = reader.next();
  if (character === '(') return group(reader);
  if (character === '[') return bracket(reader);
  if (character === '.') return { text: '[^\\n]', size: 1 };
  if (character === '\\') return escaped(reader.next());
  if ('*+?{)'.includes(character)) return undefined;
  return { text: literal(character), size: 1 };
}

function group(reader: Reader): Part | undefined {
  if (reader.peek() === '?' && !reader.accept('?:')) return undefined;
  const inner = alternatives(reader);
  return inner && reader.accept(')') ? { text: `(?:${inner.text})`, size: inner.size } : undefined;
}

function escaped(character: string): Part | undefined {
  const small = character.toLowerCase();
  const members = classes[small];
  if (members !== undefined) return { text: character === small ? `[${members}]` : `[^${members}]`, size: 1 };
  const text = escapeOf(character);
  return text === undefined ? undefined : { text, size: 1 };
}

function bracket(reader: Reader): Part | undefined {
  const negated = reader.accept('^');
  let text = '';
  // A bracket that closes at once stands for itself in RE2.
  if (reader.accept(']')) text += '\\]';
  while (!reader.accept(']')) {
    if (reader.atEnd()) return undefined;
    const member = item(reader);
    if (member === undefined) return undefined;
    text += member;
  }
  return text === '' ? undefined : { text: `[${negated ? '^' : ''}${text}]`, size: 1 };
}

function item(reader: Reader): string | undefined {
  if (reader.peek() === '\\') {
    reader.next();
    const members = classes[reader.peek()];
    if (members !== undefined) {
      reader.next();
      return reader.peek() === '-' ? undefined : members;
    }
    const start = escapeOf(reader.next());
    return start === undefined ? undefined : range(reader, start);
  }
  const character = reader.next();
  // `[:alpha:]` and its like follow the locale in Postgres.
  if (character === '[') return undefined;
  return range(reader, literal(character));
}

function range(reader: Reader, start: string): string | undefined {
  if (reader.peek() !== '-') return start;
  reader.next();
  if (reader.peek() === ']') return `${start}\\-`;
  const end = reader.next();
  if (end === '\\' || end === '[' || end === '') return undefined;
  return `${start}-${literal(end)}`;
}

function escapeOf(character: string): string | undefined {
  if (character !== '' && controls.includes(character)) return `\\${character}`;
  return /^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]$/.test(character) ? `\\${character}` : undefined;
}

function literal(character: string): string {
  return /^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]$/.test(character) && character !== '_' ? `\\${character}` : character;
}
