export interface Invitee {
  readonly name: string;
  readonly email: string;
}

export interface Invitees {
  readonly people: readonly Invitee[];
  /** What is no address. */
  readonly unread: readonly string[];
}

const address = /[^\s<>,;"'()，；]+@[^\s<>,;"'()，；]+\.[^\s<>,;"'()，；]+/;

/**
 * People out of what was typed or pasted: one a line, or separated by comma or semicolon. `Li Na <li.na@example.com>`,
 * `li.na@example.com`, `Li Na, li.na@example.com` and two columns of a spreadsheet are all read; a name that is missing is made of
 * the address. What stands in quotes is one name. Nobody twice.
 */
export function parseInvitees(text: string): Invitees {
  const people = new Map<string, Invitee>();
  const unread: string[] = [];
  for (const line of text.split('\n')) {
    let name = '';
    for (const part of line.match(/(?:"[^"]*"|[^,;，；、\t])+/g) ?? []) {
      const email = part.match(address)?.[0];
      const words = part
        .replace(email ?? '', '')
        .replace(/[<>"'()]/g, '')
        .trim();
      if (email === undefined) {
        name = [name, words].filter(Boolean).join(' ');
        continue;
      }
      const key = email.toLowerCase();
      if (!people.has(key)) people.set(key, { name: words || name || nameOf(key), email: key });
      name = '';
    }
    if (name !== '') unread.push(name);
  }
  return { people: [...people.values()], unread };
}

/** `li.na@example.com` is Li Na, until somebody says otherwise. */
function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
