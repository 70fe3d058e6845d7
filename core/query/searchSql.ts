import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { searchedText } from '../migrations/generated.ts';
import type { Entity, Field } from '../model/types.ts';
import { fieldReadable, inClear } from './readable.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

const maxLength = 200;
const maxTerms = 12;

/**
 * What people type into a search box, cut into terms that must all be found. Runs of Chinese, Japanese or Korean
 * characters are terms of their own.
 */
export interface SearchTerms {
  /** `like` patterns over search_short. */
  readonly patterns: readonly string[];
  /** tsquery text over search_long. */
  readonly tsquery: string;
}

/** The same characters as in kiln.search_text. */
const cjk = /[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const runs = new RegExp(`${cjk.source}+|[^\\s${cjk.source.slice(1, -1)}]+`, 'gu');

/** Throws KILN_BAD_QUERY for a text that is too long. Blank text gives no terms: everything is found. */
export function parseSearch(text: string): SearchTerms {
  if (text.length > maxLength) {
    const message = `search is longer than ${maxLength} characters.`;
    throw new KilnError('KILN_BAD_QUERY', { detail: message, errors: [wordedFault('search', 'other', message)] });
  }
  const terms = (lower(text.normalize('NFKC')).match(runs) ?? []).slice(0, maxTerms);
  const patterns = terms.flatMap((term) => (cjk.test(term) ? cjkPatterns(term) : [`%${escapeLike(term)}%`]));
  const words = terms.flatMap((term) =>
    cjk.test(term) ? neighbours(term) : (term.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `${word}:*`),
  );
  return { patterns, tsquery: words.join(' & ') };
}

/**
 * Each character by itself, as Postgres does it: JavaScript also looks at its neighbours (Σ) and may make two of one
 * (İ).
 */
function lower(text: string): string {
  return Array.from(text, (character) => String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0)).join('');
}

/**
 * In search_short every single character and every pair of neighbours stands as a word of its own. A word between
 * blanks is what a trigram index can look up, so a name of two characters is found by index; three and more are
 * found by their pairs and then compared as a whole.
 */
function cjkPatterns(term: string): string[] {
  const words = neighbours(term).map((word) => `% ${word} %`);
  return [...term].length > 2 ? [...words, `%${term}%`] : words;
}

function neighbours(term: string): string[] {
  const characters = [...term];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function escapeLike(term: string): string {
  return term.replace(/[\\%_]/g, (special) => `\\${special}`);
}

/**
 * Condition for rows in which every term is found. The number of patterns is part of the plan's shape. The indexed
 * column holds all searched fields; where the actor does not read each of them, what is found in it is looked at once
 * more.
 */
export function searchSql(builder: SqlBuilder, entity: Entity, alias: string, terms: SearchTerms): string | undefined {
  const { short, long } = entity.search;
  const ways: string[] = [];
  if (short.length > 0 && terms.patterns.length > 0) {
    const own = ownText(builder, entity, short, alias);
    const likes = terms.patterns.flatMap((_, index) => {
      const placeholder = builder.params.add({ from: 'search', index }, 'text');
      const found = `${alias}.search_short like ${placeholder}`;
      return own === undefined ? [found] : [found, `kiln.search_text(${own}) like ${placeholder}`];
    });
    ways.push(`(${likes.join(' and ')})`);
  }
  if (long.length > 0 && terms.tsquery) {
    const placeholder = builder.params.add({ from: 'search', index: terms.patterns.length }, 'text');
    const own = ownText(builder, entity, long, alias);
    const found = `${alias}.search_long @@ to_tsquery('simple', ${placeholder})`;
    const again = `kiln.search_vector(${own}) @@ to_tsquery('simple', ${placeholder})`;
    ways.push(own === undefined ? found : `(${found} and ${again})`);
  }
  if (ways.length > 0) return `(${ways.join(' or ')})`;
  return terms.patterns.length > 0 ? 'false' : undefined;
}

/** The text of the fields as far as the actor reads them in clear; undefined when that is all of it. */
function ownText(builder: SqlBuilder, entity: Entity, fields: readonly Field[], alias: string): string | undefined {
  if (fields.every((field) => fieldReadable(builder, entity, field, alias) === undefined)) return undefined;
  return searchedText(
    fields,
    (field) => `(${inClear(builder, entity, field, alias, `${alias}.${quoteIdent(field.column)}`)})`,
  );
}

/** Values of the `search` parameters, in the order of their index. */
export function searchValues(terms: SearchTerms): string[] {
  return [...terms.patterns, terms.tsquery];
}
