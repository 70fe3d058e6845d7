import { splitMeasure } from '../../../../core/model/kinds/page/items.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { findPath } from '../../store/listViews.ts';
import { valueType } from '../../store/valueType.ts';

/** Digits of an average; what is counted or added up has those of its values. */
const averageDigits = 2;

/** Writes the values of a measure as those of its field are written. Money without a currency of its own is a plain number. */
export function useMeasureFormat(entityName: string, measure: string): (value: number) => string {
  const format = useFormat();
  const model = useModel();
  const entity = useEntity(entityName);
  const { call, path } = splitMeasure(measure);
  const field = entity && path !== '' ? findPath(model, entity, path)?.field : undefined;
  if (!field || call.startsWith('count')) return (value) => format.number(value);
  const digits = call === 'avg' ? averageDigits : undefined;
  const rounded = (value: number) => (digits === undefined ? value : Number(value.toFixed(digits)));
  if (valueType(field) === 'money' && typeof field.currency === 'string') {
    const { currency } = field;
    return (value) => format.money(rounded(value), currency);
  }
  if (valueType(field) === 'percent') return (value) => format.percent(rounded(value));
  return (value) => format.number(value, digits);
}
