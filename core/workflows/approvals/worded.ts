import type { Ctx } from '../../context/types.ts';
import type { Approval } from './Approval.ts';

/** The approval with what it asks in a language, where it has that: without one, in the actor's. */
export function worded({ actor }: Ctx, approval: Approval, locale?: string): Approval {
  const language = locale ?? actor.facts.language;
  if (typeof language !== 'string' || !approval.wordings) return approval;
  const [primary] = language.split('-');
  const all = Object.entries(approval.wordings);
  const [, wording] = all.find(([own]) => own === language) ?? all.find(([own]) => own.split('-')[0] === primary) ?? [];
  return { ...approval, title: wording?.title ?? approval.title, text: wording?.text ?? approval.text };
}
