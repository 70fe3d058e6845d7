import type { TFunction } from 'i18next';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { findEntity, findField } from '../store/model.ts';

interface Origin {
  /** Where the value comes from, as a sentence. */
  readonly text: string;
  /** The expression behind it, with the names that people know. */
  readonly expression?: string;
}

/** Why a field cannot be typed into, and where its value comes from; undefined for one that can. */
export function originText(
  t: TFunction,
  model: BrowserModel,
  entity: BrowserEntity,
  field: BrowserField,
): Origin | undefined {
  if (field.formula !== undefined) {
    return { text: t('origin.formula'), expression: withTitles(entity, field.formula) };
  }
  if (field.rollup) return rollupText(t, model, field.rollup);
  if (field.type === 'autoNumber') return { text: t('origin.number') };
  return field.computed ? { text: t('origin.server') } : undefined;
}

function rollupText(t: TFunction, model: BrowserModel, rollup: NonNullable<BrowserField['rollup']>): Origin {
  const source = findEntity(model, rollup.entity);
  const names = {
    entity: source?.pluralTitle ?? rollup.entity,
    field: (source && rollup.of !== undefined && findField(source, rollup.of)?.title) || (rollup.of ?? ''),
  };
  const texts = {
    count: t('origin.count', { entity: names.entity }),
    sum: t('origin.sum', names),
    min: t('origin.min', names),
    max: t('origin.max', names),
    avg: t('origin.avg', names),
  };
  const text = texts[rollup.measure];
  return rollup.where === undefined || !source ? { text } : { text, expression: withTitles(source, rollup.where) };
}

/** Names of fields as people read them; texts in quotes and what follows a point stay. */
export function withTitles(entity: BrowserEntity, expression: string): string {
  return expression.replace(/'[^']*'|"[^"]*"|(?<![\w.])[a-z]\w*(?![\w(])/g, (word) => {
    if (word.startsWith("'") || word.startsWith('"')) return word;
    return findField(entity, word)?.title ?? word;
  });
}
