import { makeActivity, type Subject } from './activities.ts';
import type { Contact } from './contacts.ts';
import { byAge, type Demo, day, type Made } from './demo.ts';
import type { Lead } from './leads.ts';
import type { Opportunity } from './opportunities.ts';
import type { Product } from './products.ts';
import type { Quote } from './quotes.ts';
import type { Ticket } from './tickets.ts';
import { workingMoment } from './workingMoment.ts';

export interface Story {
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly leads: readonly Lead[];
  readonly quotes: readonly Quote[];
  readonly tickets: readonly Ticket[];
  readonly products: readonly Product[];
}

const count = 2_000;

/**
 * 2,000 activities, the oldest first: what was done about everything, what is planned, and some tasks that were
 * forgotten.
 */
export function makeActivities(demo: Demo, story: Story): Made[] {
  const { random, now } = demo;
  const activities: Made[] = [];
  const during = (subject: Subject, from: number, to: number, times: number): void => {
    for (let time = 0; time < times; time++) {
      const end = Math.max(from, Math.min(to, now));
      activities.push(makeActivity(demo, subject, workingMoment(demo, from, end, subject.utcOffset)));
    }
  };
  const ahead = (subject: Subject, days: number): void => {
    activities.push(makeActivity(demo, subject, now + random.int(1, days) * day));
  };

  for (const opportunity of story.opportunities) {
    const subject = aboutOpportunity(opportunity);
    const isOpen = opportunity.stage !== 'won' && opportunity.stage !== 'lost';
    during(subject, opportunity.createdAt, opportunity.closesAt, random.int(1, opportunity.stage === 'won' ? 6 : 4));
    if (isOpen && random.chance(0.75)) ahead(subject, 21);
  }
  for (const lead of story.leads) {
    during(aboutLead(lead), lead.createdAt, lead.createdAt + 30 * day, random.int(1, 2));
    if (lead.record.nextFollowUpOn !== undefined && random.chance(0.5)) ahead(aboutLead(lead), 14);
  }
  for (const ticket of story.tickets) {
    const end = ticket.resolvedAt ?? now;
    if (random.chance(0.55)) during(aboutTicket(ticket), ticket.createdAt, end, 1);
  }
  for (const quote of story.quotes)
    during(aboutQuote(quote), quote.issuedAt, quote.issuedAt + 20 * day, random.int(0, 2));
  while (activities.length < count) {
    const subject = aboutContact(demo, random.pick(story.contacts), story.products);
    if (random.chance(0.12)) ahead(subject, 30);
    else during(subject, subject.from, now, 1);
  }
  return byAge(activities);
}

function aboutOpportunity({ id, account, contact, createdAt, lines, goal }: Opportunity): Subject {
  const { language, shortName } = account;
  return {
    ...{ entity: 'opportunity', context: 'opportunity', id, from: createdAt },
    ...reach(contact),
    texts: { company: shortName, contact: contact.name, goal, product: lines[0]?.product.label[language] ?? '' },
  };
}

function aboutLead({ id, createdAt, name, company, language, goal, mobile, email, utcOffset }: Lead): Subject {
  return {
    ...{ entity: 'lead', context: 'lead', id, from: createdAt, language, utcOffset },
    ...{ contact: undefined, phone: mobile, email },
    texts: { company, contact: name, goal },
  };
}

function aboutTicket({ id, createdAt, subject, contact }: Ticket): Subject {
  return { entity: 'ticket', context: 'ticket', id, from: createdAt, ...reach(contact), texts: { subject } };
}

function aboutQuote({ id, createdAt, name, opportunity }: Quote): Subject {
  const { contact } = opportunity;
  const texts = { subject: name, contact: contact.name };
  return { entity: 'quote', context: 'quote', id, from: createdAt, ...reach(contact), texts };
}

/** Care for a customer: noted at the person, or at the company now and then. */
function aboutContact({ random }: Demo, contact: Contact, products: readonly Product[]): Subject {
  const { account, createdAt, name } = contact;
  const isCompany = random.chance(0.3);
  const product = random.pick(products.filter(({ category }) => category === 'device'));
  return {
    ...(isCompany ? { entity: 'account', id: account.id } : { entity: 'contact', id: contact.id }),
    ...{ context: 'contact', from: createdAt },
    ...reach(contact),
    texts: { company: account.shortName, contact: name, product: product.label[account.language] },
  };
}

function reach(contact: Contact): Pick<Subject, 'contact' | 'phone' | 'email' | 'language' | 'utcOffset'> {
  const { id, mobile, email, account } = contact;
  return { contact: id, phone: mobile, email, language: account.language, utcOffset: account.place.utcOffset };
}
