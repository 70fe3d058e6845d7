export interface Person {
  readonly contact: string;
  readonly email: string | null;
  readonly phones: readonly (string | null)[];
}

/**
 * Whether two memberships may be one person's: the same contact, the same mailbox, or the same phone. Of a mailbox, capitals
 * and what stands behind "+" do not count, since mail to it arrives all the same (RFC 5233, subaddressing).
 */
export function isSamePerson(a: Person, b: Person): boolean {
  if (a.contact === b.contact) return true;
  const [mailA, mailB] = [mailbox(a.email), mailbox(b.email)];
  if (mailA !== undefined && mailA === mailB) return true;
  const phones = new Set(digitsOf(a));
  return digitsOf(b).some((phone) => phones.has(phone));
}

function mailbox(email: string | null): string | undefined {
  const [name, host] = (email ?? '').trim().toLowerCase().split('@');
  return name && host ? `${name.split('+')[0]}@${host}` : undefined;
}

/** The digits by which a number is the same with and without the code of its country; too few say nothing. */
function digitsOf({ phones }: Person): string[] {
  return phones
    .map((phone) => (phone ?? '').replace(/(?:ext|x|#).*$/i, '').replace(/\D/g, ''))
    .filter((digits) => digits.length >= 7)
    .map((digits) => digits.slice(-9));
}

/**
 * Whether `member` stands among those who lead to `referrer`: A invited B, B invited C, so C cannot have invited A.
 * `referrerOf` gives who invited somebody, if anybody did; a chain longer than `limit` counts as a loop.
 */
export async function makesLoop(
  member: string,
  referrer: string,
  referrerOf: (member: string) => Promise<string | null>,
  limit = 50,
): Promise<boolean> {
  let current: string | null = referrer;
  for (let step = 0; current !== null; step++) {
    if (current === member || step >= limit) return true;
    current = await referrerOf(current);
  }
  return false;
}
