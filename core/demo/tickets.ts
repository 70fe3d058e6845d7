import type { Account } from './accounts.ts';
import type { Article } from './articles.ts';
import type { Contact } from './contacts.ts';
import { byAge, type Demo, dateTime, day, fill, hour, type Language, type Made, make } from './demo.ts';
import type { Opportunity } from './opportunities.ts';
import opportunityWords from './pools/opportunities.json' with { type: 'json' };
import english from './pools/tickets.en.json' with { type: 'json' };
import chinese from './pools/tickets.zh.json' with { type: 'json' };
import pool from './pools/ticketWords.json' with { type: 'json' };
import type { Product } from './products.ts';
import { workingMoment } from './workingMoment.ts';

export interface Ticket extends Made {
  readonly subject: string;
  readonly account: Account;
  readonly contact: Contact;
  readonly resolvedAt: number | undefined;
}

type Template = (typeof english)[number];

const count = 400;
/** Hours until the solution is promised. */
const promised: Readonly<Record<string, number>> = { urgent: 8, high: 24, normal: 72, low: 120 };

/** 400 tickets, the oldest first; some three dozen still wait for their solution. */
export function makeTickets(
  demo: Demo,
  contactsOf: ReadonlyMap<Account, readonly Contact[]>,
  opportunities: readonly Opportunity[],
  products: readonly Product[],
  articles: readonly Article[],
): Ticket[] {
  const { random, start, now } = demo;
  const since = customersSince(opportunities, [...contactsOf.keys()]);
  const tickets = Array.from({ length: count }, () => {
    const isRecent = random.chance(0.1);
    const createdAt = workingMoment(demo, isRecent ? now - 6 * day : start + 25 * day, now - hour, 8);
    const known = [...since].filter(([, from]) => from < createdAt).map(([account]) => account);
    const account = random.weighted(known, ({ employees }) => Math.sqrt(employees));
    const people = (contactsOf.get(account) ?? []).filter((contact) => contact.createdAt <= createdAt);
    return makeTicket(demo, account, random.pick(people), createdAt, products, articles);
  });
  return byAge(tickets);
}

/** From when on somebody has something that can need help. */
function customersSince(opportunities: readonly Opportunity[], accounts: readonly Account[]): Map<Account, number> {
  const since = new Map(
    accounts.filter(({ isOldCustomer }) => isOldCustomer).map((account) => [account, account.createdAt + day]),
  );
  for (const { account, stage, closesAt } of opportunities) {
    if (stage === 'won') since.set(account, Math.min(since.get(account) ?? closesAt, closesAt));
  }
  return since;
}

function makeTicket(
  demo: Demo,
  account: Account,
  contact: Contact,
  createdAt: number,
  products: readonly Product[],
  articles: readonly Article[],
): Ticket {
  const { random, users } = demo;
  const { language } = account;
  const template: Template = random.weighted(language === 'zh' ? chinese : english, ({ weight }) => weight);
  const product = random.pick(products.filter(({ category }) => category === template.product));
  const values = {
    product: product.label[language],
    site: random.pick(opportunityWords.sites[language]),
    when: random.pick(pool.when[language]),
    count: random.int(2, 30),
    people: random.int(2, 9),
    percent: random.int(3, 33),
  };
  const subject = capital(fill(template.subject, values));
  const description = capital(
    random.pick(pool.opening[language]) + fill(template.description, values) + random.pick(pool.closing[language]),
  );
  const priority = ticketPriority(demo, template.type);
  const course = solve(demo, createdAt, priority);
  const isOver = course.status === 'resolved' || course.status === 'closed';
  const isKept = course.resolvedAt !== undefined && course.resolvedAt <= course.dueAt;
  const isEscalated = !isKept && random.chance(template.type === 'complaint' ? 0.5 : 0.15);
  const article = articles.find((one) => one.key === template.article && one.language === language);
  const isHelpful = article !== undefined && article.createdAt < createdAt && isOver && random.chance(0.5);
  const made = make(demo, createdAt, {
    subject,
    description,
    type: template.type,
    priority,
    channel: ticketChannel(demo, language),
    account: account.id,
    contact: contact.id,
    product: product.id,
    serialNumber:
      template.product === 'device' && random.chance(0.5)
        ? `SN${random.int(2021, 2025)}${String(random.int(0, 999_999)).padStart(6, '0')}`
        : undefined,
    assignee: users.length > 0 && (isOver || random.chance(0.75)) ? random.pick(users) : undefined,
    status: course.status,
    dueAt: dateTime(course.dueAt),
    firstResponseAt: course.firstResponseAt === undefined ? undefined : dateTime(course.firstResponseAt),
    resolvedAt: course.resolvedAt === undefined ? undefined : dateTime(course.resolvedAt),
    timeSpent: isOver ? `PT${random.int(0, 5)}H${random.pick([10, 15, 20, 30, 45])}M` : undefined,
    escalated: isEscalated,
    escalationReason: isEscalated ? random.pick(pool.escalation[language]) : undefined,
    rootCause: isOver ? template.cause : undefined,
    resolution: isOver ? capital(fill(template.resolution, values)) : undefined,
    articles: isHelpful ? [article.id] : [],
    ...(isOver ? verdict(demo, language, isKept, template.type) : {}),
    tags: random.chance(0.2) ? [language === 'zh' ? '现场' : 'on site'] : undefined,
  });
  return { ...made, subject, account, contact, resolvedAt: course.resolvedAt };
}

interface Course {
  readonly status: string;
  readonly dueAt: number;
  readonly firstResponseAt: number | undefined;
  readonly resolvedAt: number | undefined;
}

/** How far a ticket has come by now: most are solved in time, some late, a few hang. */
function solve({ random, now }: Demo, createdAt: number, priority: string): Course {
  const limit = (promised[priority] ?? 72) * hour;
  const dueAt = createdAt + limit;
  const answeredAt = wholeMinute(createdAt + Math.min(limit / 2, random.logNormal(0.08, 0.9) * limit));
  const firstResponseAt = answeredAt < now ? answeredAt : undefined;
  const isStuck = now - createdAt < 60 * day && random.chance(0.4);
  const resolvedAt = wholeMinute(answeredAt + (isStuck ? 90 * day : random.logNormal(0.42, 0.7) * limit));
  if (resolvedAt < now) {
    const status = now - resolvedAt > 5 * day ? 'closed' : 'resolved';
    return { status, dueAt, firstResponseAt, resolvedAt };
  }
  const waits = isStuck ? ['waiting', 'waiting', 'onHold', 'open'] : ['open', 'open', 'waiting'];
  const status = firstResponseAt === undefined ? 'new' : random.pick(waits);
  // The clock stands still while the customer has to act.
  const isPaused = (status === 'waiting' || status === 'onHold') && random.chance(0.75);
  const pausedUntil = wholeMinute(now + random.int(4, 100) * hour);
  return { status, dueAt: isPaused ? Math.max(dueAt, pausedUntil) : dueAt, firstResponseAt, resolvedAt: undefined };
}

const wholeMinute = (at: number): number => Math.ceil(at / 60_000) * 60_000;

function ticketPriority({ random }: Demo, type: string): string {
  if (type === 'problem') return random.pick(['normal', 'normal', 'high', 'high', 'urgent']);
  if (type === 'complaint') return random.pick(['high', 'high', 'urgent']);
  return random.pick(['low', 'normal', 'normal']);
}

function ticketChannel({ random }: Demo, language: Language): string {
  return random.pick(
    language === 'zh'
      ? ['phone', 'phone', 'wechat', 'wechat', 'web', 'email', 'chat']
      : ['email', 'email', 'phone', 'web', 'web', 'chat'],
  );
}

function verdict({ random }: Demo, language: Language, isKept: boolean, type: string): Record<string, string | number> {
  if (random.chance(0.4)) return {};
  const isPleased = random.chance((isKept ? 0.9 : 0.5) - (type === 'complaint' ? 0.25 : 0));
  const satisfaction = isPleased ? random.pick([4, 5, 5]) : random.pick([1, 2, 3]);
  if (random.chance(0.5)) return { satisfaction };
  return {
    satisfaction,
    satisfactionComment: random.pick(isPleased ? pool.praise[language] : pool.criticism[language]),
  };
}

/** Names of products and places may come first in a sentence. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
