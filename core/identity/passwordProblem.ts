import { commonPasswords } from './commonPasswords.ts';

/** Why a password is not taken; the browser has a sentence for each. */
export type PasswordProblem =
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_TOO_LONG'
  | 'PASSWORD_TOO_SIMPLE'
  | 'PASSWORD_COMMON'
  | 'PASSWORD_LIKE_USER';

export interface PasswordUser {
  readonly name: string;
  readonly email: string;
}

/** More is no safer and only costs time. */
const longest = 128;
const leastDifferent = 5;
/** Letters beside one's own name. */
const leastOwn = 4;

/**
 * What is wrong with a new password. No rules about kinds of characters, which only make people write `P@ssw0rd1`; but
 * it has to be long, and must not be what everybody tries first: common words with digits behind them, rows of the
 * keyboard, one's own name. All of it is looked up here; no password leaves the server, in no form.
 */
export function passwordProblem(
  password: string,
  { minLength, user }: { readonly minLength: number; readonly user?: PasswordUser },
): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < minLength) return 'PASSWORD_TOO_SHORT';
  if (length > longest) return 'PASSWORD_TOO_LONG';
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < leastDifferent || isRow(text) || isRepeated(text)) return 'PASSWORD_TOO_SIMPLE';
  const core = coreOf(text);
  if ([text, core, plain(core)].some((each) => commonPasswords.has(each))) return 'PASSWORD_COMMON';
  const own = user ? ownWords(user) : [];
  const without = own.reduce((left, word) => left.replaceAll(word, ''), text);
  if (without.length < text.length && without.replace(/[^\p{L}]/gu, '').length < leastOwn) return 'PASSWORD_LIKE_USER';
  return undefined;
}

/** Without the digits and signs around it: `password2024!` is `password`. */
function coreOf(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** With letters where people write digits and signs for them. */
function plain(text: string): string {
  return text.replace(/[0134578@$!]/g, (sign) => letters[sign] ?? sign);
}

const letters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

function isRow(text: string): boolean {
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}

function isRepeated(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length;
}

/** `Li Na <li.na@yunfan.example>`: lina, yunfan, example. Two letters alone stand in too many words. */
function ownWords({ name, email }: PasswordUser): string[] {
  const [local = '', domain = ''] = email.split('@');
  const parts = [name, local, domain].map((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const words = [...parts.flat(), ...parts.map((each) => each.join(''))];
  return words.filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
}
