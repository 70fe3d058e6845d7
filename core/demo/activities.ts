import type { Json } from '../lib/json.ts';
import { type Demo, date, dateTime, day, fill, hour, type Language, type Made, make } from './demo.ts';
import english from './pools/activities.en.json' with { type: 'json' };
import chinese from './pools/activities.zh.json' with { type: 'json' };
import { atWork, nextWeekday } from './workingMoment.ts';

type Context = 'opportunity' | 'lead' | 'ticket' | 'quote' | 'contact';

/** Whom and what an activity is about. */
export interface Subject {
  readonly entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'ticket';
  readonly id: string;
  /** Which texts suit it. */
  readonly context: Context;
  readonly language: Language;
  readonly utcOffset: number;
  /** Nothing was noted down before. */
  readonly from: number;
  readonly texts: Readonly<Record<string, string>>;
  /** Id of the contact, if there is one yet. */
  readonly contact: string | undefined;
  readonly phone: string;
  readonly email: string;
}

type Type = 'task' | 'call' | 'meeting' | 'email';

interface Template {
  readonly subject: string;
  readonly description: string;
  readonly outcome: string;
  /** Who began, in a call or e-mail. Absent: we did. */
  readonly direction?: string;
}

type Templates = Readonly<Record<Context, Readonly<Partial<Record<Type, readonly Template[]>>>>>;

const templates: Readonly<Record<Language, Templates>> = { zh: chinese, en: english };
const places = { zh: chinese.places, en: english.places };
const types: readonly Type[] = ['task', 'call', 'meeting', 'email'];
const share: Readonly<Record<Type, number>> = { task: 3, call: 4, meeting: 2, email: 4 };

/** Something that was done at that time or, where it lies ahead, is planned for it. */
export function makeActivity(demo: Demo, subject: Subject, around: number): Made {
  const { random, users } = demo;
  const isAhead = around > demo.now;
  const { language, context, texts, entity, id } = subject;
  const possible = types.filter((type) => templates[language][context][type] && !(isAhead && type === 'email'));
  const type = random.weighted(possible, (one) => share[one]);
  const template = random.pick(templates[language][context][type] ?? []);
  const event = schedule(demo, subject, type, around);
  return make(demo, event.notedAt, {
    type,
    subject: fill(template.subject, texts),
    about: { entity, id },
    status: event.status,
    priority: random.weighted(['low', 'normal', 'high'], (level) => (level === 'normal' ? 5 : 1)),
    assignee: users.length > 0 ? random.pick(users) : undefined,
    description: fill(template.description, texts),
    completedAt: event.status === 'done' ? dateTime(event.at) : undefined,
    ...particulars(demo, subject, type, template, event),
  });
}

interface Event {
  readonly status: 'planned' | 'inProgress' | 'done' | 'cancelled';
  readonly at: number;
  readonly notedAt: number;
}

function schedule(demo: Demo, { utcOffset, from }: Subject, type: Type, around: number): Event {
  const { random, now } = demo;
  const isAhead = around > now;
  const worked = atWork(demo, nextWeekday(around, utcOffset), utcOffset);
  const at = isAhead ? Math.max(worked, now + hour) : Math.max(from, Math.min(worked, now));
  // Tasks and meetings are noted days before; a call or an e-mail when it happens.
  const notice = isAhead || type === 'task' || type === 'meeting' ? random.int(1, 12) * day : 0;
  const notedAt = Math.max(from, Math.min(at - notice, now - random.int(1, 240) * 60_000));
  const isForgotten = !isAhead && type === 'task' && now - at < 30 * day && random.chance(0.3);
  if (isAhead || isForgotten) {
    return { status: type === 'task' && random.chance(0.2) ? 'inProgress' : 'planned', at, notedAt };
  }
  return { status: type !== 'email' && random.chance(0.04) ? 'cancelled' : 'done', at, notedAt };
}

function particulars(
  { random }: Demo,
  subject: Subject,
  type: Type,
  template: Template,
  { status, at }: Event,
): Record<string, Json | undefined> {
  const until = (minutes: number): string => dateTime(at + minutes * 60_000);
  const isDone = status === 'done';
  const outcome = isDone && template.outcome !== '' ? template.outcome : undefined;
  const participants = subject.contact === undefined ? undefined : [subject.contact];
  const direction = template.direction ?? 'outbound';
  switch (type) {
    case 'task': {
      const remindAt = status === 'planned' && random.chance(0.4) ? dateTime(at - day / 4) : undefined;
      return { dueOn: date(at), remindAt, outcome };
    }
    case 'call': {
      const isAnswered = !isDone || direction === 'inbound' || random.chance(0.85);
      return {
        startsAt: dateTime(at),
        endsAt: until(isAnswered ? random.int(3, 40) : 1),
        direction,
        phone: subject.phone,
        participants,
        callResult: isDone ? (isAnswered ? 'reached' : random.pick(['noAnswer', 'voicemail', 'busy'])) : undefined,
        outcome: isAnswered ? outcome : undefined,
      };
    }
    case 'meeting': {
      const location = random.pick(places[subject.language]);
      return {
        startsAt: dateTime(at),
        endsAt: until(random.pick([45, 60, 90, 120, 180])),
        location,
        participants,
        outcome,
      };
    }
    case 'email':
      return { startsAt: dateTime(at), direction, emailTo: direction === 'outbound' ? subject.email : undefined };
  }
}
