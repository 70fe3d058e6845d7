import type { Demo, Language } from './demo.ts';
import people from './pools/people.json' with { type: 'json' };

export interface Person {
  readonly name: string;
  /** What stands before the @ of an address. */
  readonly mailbox: string;
}

/** Words of a pool whose lines hold many of them. */
export function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

export function makePerson({ random }: Demo, language: Language): Person {
  if (language === 'zh') {
    const [surname = '', family = ''] = random.pick(words(people.surnames)).split(':');
    const [given = '', personal = ''] = random.pick(words(people.given)).split(':');
    return { name: surname + given, mailbox: `${personal}.${family}` };
  }
  const first = random.pick(words(people.first));
  const last = random.pick(words(people.last));
  return { name: `${first} ${last}`, mailbox: `${ascii(first)}.${ascii(last)}` };
}

function ascii(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ü', 'ue')
    .replaceAll('ö', 'oe')
    .replace(/[^a-z]/g, '');
}

/** Numbers that the countries keep free for fiction, or prefixes that nobody has been given. */
export function makePhone({ random }: Demo, country: string, areaCode: string): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join('');
  switch (country) {
    case 'CN':
      return `+86 ${areaCode} 5550 ${digits(4)}`;
    case 'GB':
      return `+44 20 7946 0${digits(3)}`;
    case 'DE':
      return `+49 30 23125 ${digits(3)}`;
    case 'FR':
      return `+33 1 99 00 ${digits(2)} ${digits(2)}`;
    case 'AU':
      return `+61 2 5550 ${digits(4)}`;
    case 'SG':
      return `+65 6555 0${digits(3)}`;
    default:
      return `+1 ${random.pick(['212', '312', '415', '617', '713'])} 555 01${digits(2)}`;
  }
}

export function makeMobile(demo: Demo, country: string): string {
  const { random } = demo;
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join('');
  switch (country) {
    case 'CN':
      return `+86 154 ${digits(4)} ${digits(4)}`;
    case 'GB':
      return `+44 7700 900${digits(3)}`;
    case 'DE':
      return `+49 152 28817${digits(3)}`;
    case 'FR':
      return `+33 6 39 98 ${digits(2)} ${digits(2)}`;
    case 'AU':
      return `+61 491 570 ${digits(3)}`;
    default:
      return makePhone(demo, country, '');
  }
}
