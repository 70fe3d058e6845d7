import { isObject, type Json } from '../lib/json.ts';

/** What people call a member of a list: a step, a column, a rule. One that has no name is known by its number. */
export function memberTitle(member: Json | undefined, index: number): string {
  if (typeof member === 'string' && member !== '') return member;
  const names = isObject(member) ? keywords.map((keyword) => member[keyword]) : [];
  const name = names.find((each) => typeof each === 'string' && each !== '');
  return typeof name === 'string' ? name : String(index + 1);
}

const keywords = ['title', 'id', 'field', 'name', '$id', 'x-id', 'message'];
