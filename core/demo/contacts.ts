import type { JsonObject } from '../lib/json.ts';
import type { Account } from './accounts.ts';
import { byAge, type Demo, date, day, type Made, make } from './demo.ts';
import { makeMobile, makePerson, makePhone } from './people.ts';
import jobs from './pools/jobs.json' with { type: 'json' };
import { workingMoment } from './workingMoment.ts';

export interface Contact extends Made {
  readonly name: string;
  readonly account: Account;
  readonly email: string;
  readonly mobile: string;
  readonly jobTitle: string;
  readonly source: string | undefined;
}

const count = 1_000;

/** 1,000 contacts, the oldest first: one for each account at once, the others as people get to know each other. */
export function makeContacts(demo: Demo, accounts: readonly Account[]): Contact[] {
  const { random, now } = demo;
  const mailboxes = new Map<string, number>();
  const bosses = new Map<Account, Contact>();
  const contacts: Contact[] = [];
  const meet = (account: Account, from: number, to: number): void => {
    const createdAt = workingMoment(demo, from, to, account.place.utcOffset);
    const contact = makeContact(demo, account, Math.max(createdAt, from), mailboxes, bosses.get(account));
    contacts.push(contact);
    if (!bosses.has(account)) bosses.set(account, contact);
  };
  for (const account of accounts) meet(account, account.createdAt, Math.min(now, account.createdAt + day / 4));
  while (contacts.length < count) {
    const account = random.weighted(accounts, ({ employees }) => Math.log(employees));
    const first = bosses.get(account)?.createdAt ?? account.createdAt;
    const isEarly = random.chance(0.6);
    meet(account, first, isEarly ? Math.min(now, first + 45 * day) : now);
  }
  return byAge(contacts);
}

function makeContact(
  demo: Demo,
  account: Account,
  createdAt: number,
  mailboxes: Map<string, number>,
  boss: Contact | undefined,
): Contact {
  const { random, now } = demo;
  const { language, place, domain } = account;
  // The first person whom one meets is rarely a clerk, and has somebody below who comes later.
  const job = random.pick(boss ? jobs : jobs.slice(0, 9));
  const [jobTitle = '', department = ''] = job[language];
  const person = makePerson(demo, language);
  const seen = (mailboxes.get(`${person.mailbox}@${domain}`) ?? 0) + 1;
  mailboxes.set(`${person.mailbox}@${domain}`, seen);
  const email = `${person.mailbox}${seen > 1 ? seen : ''}@${domain}`;
  const mobile = makeMobile(demo, place.country);
  const source = random.chance(0.7)
    ? random.pick(['website', 'referral', 'exhibition', 'seminar', 'partner'])
    : undefined;
  const age = random.int(24, 60) * 365.25 * day;
  const made = make(demo, createdAt, {
    name: person.name,
    jobTitle,
    department,
    account: account.id,
    reportsTo: boss && random.chance(0.35) ? boss.id : undefined,
    email: random.chance(0.93) ? email : undefined,
    phone: random.chance(0.5) ? makePhone(demo, place.country, place.code) : undefined,
    mobile: random.chance(0.85) ? mobile : undefined,
    wechat:
      language === 'zh' && random.chance(0.6) ? `${person.mailbox.replace('.', '_')}${random.int(10, 99)}` : undefined,
    decisionRole: random.chance(0.75) ? job.role : undefined,
    source,
    language: contactLanguage(account),
    birthday: random.chance(0.3) ? date(now - age - random.int(0, 364) * day) : undefined,
    address: random.chance(0.15) ? place.address : undefined,
    tags: random.chance(0.25) ? contactTags(demo, account) : undefined,
  });
  return { ...made, name: person.name, account, email, mobile, jobTitle, source };
}

function contactLanguage({ language, place }: Account): string {
  if (language === 'zh') return 'zh-CN';
  return place.country === 'DE' ? 'de' : place.country === 'FR' ? 'fr' : 'en';
}

function contactTags({ random }: Demo, { language }: Account): string[] {
  const tags =
    language === 'zh'
      ? ['关键人', '技术派', '老朋友', '展会认识', '新上任']
      : ['champion', 'technical', 'new in post', 'met at fair'];
  return random.sample(tags, random.int(1, 2));
}

/** The contacts with the stage that follows from what they bought or turned down. */
export function stageContacts(
  { random }: Demo,
  contacts: readonly Contact[],
  deals: ReadonlyMap<string, { won: number; lost: number; open: number }>,
): JsonObject[] {
  return contacts.map(({ id, record }) => {
    const { won = 0, lost = 0, open = 0 } = deals.get(id) ?? {};
    const stage = won > 1 ? 'loyal' : won > 0 || open > 0 ? 'active' : lost > 0 && random.chance(0.4) ? 'lost' : 'lead';
    // Consent needs an address to write to.
    const emailOptIn = record.email !== undefined && random.chance(0.45);
    return { ...record, stage: stage === 'lead' && random.chance(0.35) ? 'active' : stage, emailOptIn };
  });
}
