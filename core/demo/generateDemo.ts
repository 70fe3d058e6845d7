import type { JsonObject } from '../lib/json.ts';
import { rateAccounts } from './accountStatus.ts';
import { makeAccounts } from './accounts.ts';
import { makeArticles } from './articles.ts';
import { makeContacts, stageContacts } from './contacts.ts';
import { createDemo, type Made } from './demo.ts';
import { makeLeads } from './leads.ts';
import { makeNotes } from './notes.ts';
import { countDeals, makeOpportunities } from './opportunities.ts';
import { makeOrders } from './orders.ts';
import { makeProducts } from './products.ts';
import { makeQuotes } from './quotes.ts';
import { makeTickets } from './tickets.ts';
import { makeActivities } from './timelines.ts';

/**
 * Records of one entity in the API's create form, the oldest first, each with its `id` (a uuid v7 of its time) and
 * `createdAt`, which only the system may write.
 */
export interface DemoSet {
  readonly entity: string;
  readonly records: readonly JsonObject[];
}

export interface DemoOptions {
  readonly now: Date;
  /** Whole number; the same seed at the same time gives the same data. */
  readonly seed: number;
  /** Ids of users among whom tickets, activities and articles are shared out. Absent: nobody is named. */
  readonly users?: readonly string[];
}

/**
 * Believable data of a maker of metering and energy monitoring for the base CRM: 18 months in Chinese and English.
 * The sets come in the order in which they can be written: a record refers to earlier sets, or to earlier records of its own.
 */
export function generateDemo({ now, seed, users = [] }: DemoOptions): DemoSet[] {
  const demo = createDemo({ now, seed, users });
  const products = makeProducts(demo);
  const accounts = makeAccounts(demo);
  const contacts = makeContacts(demo, accounts);
  const contactsOf = Map.groupBy(contacts, ({ account }) => account);
  const opportunities = makeOpportunities(demo, contactsOf, products);
  const leads = makeLeads(demo, contacts, opportunities, products);
  const quotes = makeQuotes(demo, opportunities);
  const articles = makeArticles(demo, products);
  const tickets = makeTickets(demo, contactsOf, opportunities, products, articles);
  const story = { contacts, opportunities, leads, quotes, tickets, products };
  const activities = makeActivities(demo, story);
  const notes = makeNotes(demo, accounts, story);
  const orders = makeOrders(demo, contactsOf, opportunities, quotes, products);
  return [
    set('product', products),
    { entity: 'account', records: rateAccounts(demo, accounts, opportunities) },
    {
      entity: 'contact',
      records: stageContacts(
        demo,
        contacts,
        countDeals(opportunities, ({ contact }) => contact.id),
      ),
    },
    set('opportunity', opportunities),
    set('lead', leads),
    set('quote', quotes),
    set('order', orders),
    set('article', articles),
    set('ticket', tickets),
    set('activity', activities),
    set('note', notes),
  ];
}

const set = (entity: string, made: readonly Made[]): DemoSet => ({ entity, records: made.map(({ record }) => record) });
