/** Words that a name of a field or an entity cannot be: those of CEL and of every record. */
const taken: ReadonlySet<string> = new Set([
  ...['in', 'as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'let', 'loop'],
  ...['namespace', 'null', 'package', 'return', 'true', 'var', 'void', 'while', 'actor', 'record', 'reference'],
  ...['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt', 'ownerId'],
]);

/** Chinese characters as the syllables that they are read as. */
export type Romanize = (text: string) => readonly string[];

/**
 * The name that definitions and the API know something by, out of its title: `Close date` becomes `closeDate`, with the
 * syllables of Chinese titles `客户名称` becomes `keHuMingCheng`. `otherwise`: where nothing of the title can stand in a name.
 */
export function apiName(title: string, otherwise: string, romanize?: Romanize): string {
  const latin = romanize ? title.replace(/\p{Script=Han}+/gu, (han) => ` ${romanize(han).join(' ')} `) : title;
  const words = latin
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean);
  const camel = words.map((word, at) => (at === 0 ? small(word) : capital(word))).join('');
  const name = camel.replace(/^[0-9]+/, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const fitting = (name === '' ? otherwise : name).slice(0, 36);
  return taken.has(fitting) ? `${fitting}Value` : fitting;
}

/** Whether a text can be a name at all. */
export function isApiName(text: string): boolean {
  return /^[a-z][a-zA-Z0-9]{0,39}$/.test(text);
}

/** `URL` is one word, `closeDate` was written as a name. */
function small(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.slice(0, 1).toLowerCase() + word.slice(1);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + (word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1));
}
