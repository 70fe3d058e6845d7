import type { Account } from './accounts.ts';
import { byAge, type Demo, fill, type Made, make } from './demo.ts';
import pool from './pools/notes.json' with { type: 'json' };
import type { Story } from './timelines.ts';
import { workingMoment } from './workingMoment.ts';

const count = 300;

/** 300 notes, the oldest first, about accounts, contacts and opportunities. */
export function makeNotes(demo: Demo, accounts: readonly Account[], story: Story): Made[] {
  const { random, now } = demo;
  const devices = story.products.filter(({ category }) => category === 'device');
  const subjects = [
    ...accounts.map((about) => ({ entity: 'account', about, account: about, weight: 2.5 })),
    ...story.contacts.map((about) => ({ entity: 'contact', about, account: about.account, weight: 0.25 })),
    ...story.opportunities.map((about) => ({ entity: 'opportunity', about, account: about.account, weight: 0.8 })),
  ];
  const notes = Array.from({ length: count }, () => {
    const { entity, about, account } = random.weighted(subjects, ({ weight }) => weight);
    const { title, body } = random.pick(pool[account.language]);
    const createdAt = workingMoment(demo, about.createdAt, now, account.place.utcOffset);
    return make(demo, createdAt, {
      title,
      body: fill(body, { product: random.pick(devices).label[account.language] }),
      about: { entity, id: about.id },
      pinned: random.chance(0.1),
      color: random.chance(0.2) ? random.pick(['#fff1b8', '#d9f7be', '#bae0ff', '#ffd6e7']) : undefined,
    });
  });
  return byAge(notes);
}
