/** One kind of request, on Kiln and on the floor. `n` counts requests, so that bodies and ids differ. */
export interface Operation {
  readonly name: string;
  /** Least ratio of Kiln's requests per second to the floor's. */
  readonly goal: number;
  readonly kiln: (n: number) => Request;
  readonly floor: (n: number) => Request;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: string;
  /** Of whoever asks, where it is not the administrator. */
  readonly token?: string;
}

export const select =
  'id,version,createdAt,updatedAt,name,email,phone,jobTitle,stage,score,revenue,birthday,lastSeenAt,optIn,city';
const stage = (n: number) => ['lead', 'active', 'loyal', 'lost'][n % 4] ?? 'lead';
const term = (n: number) => ['王伟', 'Emma Rossi', 'jonas kim', '李芳', 'hugo mey'][n % 5] ?? '王伟';

/** The uuid that `seed` gave to the n-th contact. */
export function contactId(n: number): string {
  const hex = (1_700_000_000_000 + n * 100).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7002-8000-${n.toString(16).padStart(12, '0')}`;
}

export function contact(n: number): object {
  return {
    name: `Grace Novak ${n}`,
    email: `grace${n}@company${n % 9_000}.example.com`,
    phone: `+86 139 ${String(n % 100_000_000).padStart(8, '0')}`,
    jobTitle: 'Director',
    stage: stage(n),
    score: n % 101,
    revenue: (n % 1_000) + 0.25,
    birthday: '1984-02-29',
    lastSeenAt: '2026-03-04T05:06:07.890Z',
    optIn: n % 2 === 0,
    city: 'Lyon',
  };
}

const spread = (n: number, contacts: number) => 1 + ((n * 7_919) % contacts);

/** Reads come first: they find the same rows on both servers only until the writes have begun. */
export function operations(contacts: number): Operation[] {
  const get = (path: string): Request => ({ method: 'GET', path });
  const kiln = '/api/records/contact';
  const where = (n: number) => `where=${encodeURIComponent(`stage == '${stage(n)}'`)}`;
  const hundred = (n: number) => JSON.stringify(Array.from({ length: 100 }, (_, i) => contact(n * 100 + i)));
  return [
    {
      name: 'get one',
      goal: 0.85,
      kiln: (n) => get(`${kiln}/${contactId(spread(n, contacts))}`),
      floor: (n) => get(`/contact/${contactId(spread(n, contacts))}`),
    },
    {
      name: 'list: filter, sort, 25 rows',
      goal: 1,
      kiln: (n) => get(`${kiln}?${where(n)}&sort=name&limit=25&select=${select},account`),
      floor: (n) => get(`/contact?stage=${stage(n)}`),
    },
    {
      name: "list with the account's name",
      goal: 1,
      kiln: (n) => get(`${kiln}?${where(n)}&sort=name&limit=25&select=${select},account(id,name)`),
      floor: (n) => get(`/contact?stage=${stage(n)}&account=true`),
    },
    {
      name: 'search on a name',
      goal: 1,
      kiln: (n) => get(`${kiln}?search=${encodeURIComponent(term(n))}&limit=25&select=${select},account`),
      floor: (n) => get(`/contact?search=${encodeURIComponent(term(n))}`),
    },
    {
      name: 'count by stage',
      goal: 1,
      kiln: () => get(`${kiln}/aggregate?group=stage&measure=count()`),
      floor: () => get('/contact/aggregate'),
    },
    {
      name: 'create',
      goal: 0.7,
      kiln: (n) => ({ method: 'POST', path: kiln, body: JSON.stringify(contact(n)) }),
      floor: (n) => ({ method: 'POST', path: '/contact', body: JSON.stringify(contact(n)) }),
    },
    {
      name: 'patch one field',
      goal: 0.7,
      kiln: (n) => ({
        method: 'PATCH',
        path: `${kiln}/${contactId(spread(n, contacts))}`,
        body: JSON.stringify({ phone: `+49 30 ${1_000_000 + n}` }),
      }),
      floor: (n) => ({
        method: 'PATCH',
        path: `/contact/${contactId(spread(n, contacts))}`,
        body: JSON.stringify({ phone: `+49 30 ${1_000_000 + n}` }),
      }),
    },
    {
      name: 'create 100 in one call',
      goal: 0.9,
      kiln: (n) => ({ method: 'POST', path: kiln, body: hundred(n) }),
      floor: (n) => ({ method: 'POST', path: '/contact', body: hundred(n) }),
    },
    {
      name: 'create 100 in one call, floor with an entry by hand for each',
      goal: 0.9,
      kiln: (n) => ({ method: 'POST', path: kiln, body: hundred(n) }),
      floor: (n) => ({ method: 'POST', path: '/contact/audited', body: hundred(n) }),
    },
  ];
}
