import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import type { WidgetSource } from '../../../../core/model/pageTypes.ts';
import { fillRecord, withRecord } from '../../../../core/model/recordLiterals.ts';
import { celText } from '../../lib/celText.ts';
import { findEntity, findField } from '../model.ts';
import { type DaySpan, dayText } from './period.ts';

/** The record on whose page a widget stands. */
export interface AroundRecord {
  readonly entity: string;
  readonly id: string;
  readonly values: JsonObject;
}

/** The condition of what a widget looks at, as the server is asked; undefined: every record. */
export function sourceWhere(
  model: BrowserModel,
  { entity, where, dateField }: WidgetSource,
  span: DaySpan | undefined,
  around: AroundRecord | undefined,
): string | undefined {
  const parts = [
    ...(where === undefined ? [] : [around ? aboutRecord(model, entity, where, around) : where]),
    ...(span && dateField !== undefined ? [within(model, entity, dateField, span)] : []),
  ];
  return parts.length < 2 ? parts[0] : parts.map((part) => `(${part})`).join(' && ');
}

/** What is wrong goes as it stands, so that the server says what. */
function aboutRecord(model: BrowserModel, entity: string, where: string, around: AroundRecord): string {
  const own = browserScope(model, around.entity, 'record');
  const scope = withRecord(browserScope(model, entity, 'everything'), around.entity, own);
  return fillRecord(where, scope, { ...around.values, id: around.id }) ?? where;
}

function within(model: BrowserModel, entity: string, dateField: string, { from, to }: DaySpan): string {
  const found = findEntity(model, entity);
  const field = found && findField(found, dateField);
  const text = (day: Date) =>
    field?.cel.kind === 'timestamp' ? `timestamp(${celText(day.toISOString())})` : celText(dayText(day));
  return `${dateField} >= ${text(from)} && ${dateField} < ${text(to)}`;
}
