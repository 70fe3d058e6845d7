const MAX_LENGTH = 200;

/** Control characters, and the marks that turn the reading direction around (`exe.gnp` shown as `png.exe`). */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name of an uploaded file as it may be shown and offered for saving: one path segment, printable, at most 200
 * units.
 */
export function displayName(given: string): string {
  const segment = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = segment
    .replace(UNPRINTABLE, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (name === '') return 'file';
  if (name.length <= MAX_LENGTH) return name;
  const extension = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  // A cut through a surrogate pair would leave a character that cannot be stored.
  return name.slice(0, MAX_LENGTH - extension.length).replace(/[\ud800-\udbff]$/, '') + extension;
}
