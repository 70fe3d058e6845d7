import type { TFunction } from 'i18next';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { isActorList, userFacts } from '../../store/filter/actorFacts.ts';

/** What a fact about whoever asks is called: `people of my teams`, `my Region`. */
export function factText(t: TFunction, model: BrowserModel, name: string): string {
  if (name === 'id') return t('filter.me');
  if (isActorList(name)) return t(`filter.fact.${name}`);
  return t('filter.myFact', { fact: userFacts(model).find((field) => field.name === name)?.title ?? name });
}
