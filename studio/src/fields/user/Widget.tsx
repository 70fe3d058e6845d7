import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { actor } from '../../store/actor.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { Cell } from './Cell.tsx';

/** Oneself, or whoever stands there already: until people sign in there is nobody else to pick. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { field, value, onChange, required, autoOpen = false } = props;
  const id = asText(value);
  const ids = id === undefined || id === actor.id ? [actor.id] : [actor.id, id];
  return (
    <Select<string>
      {...inputProps(props)}
      style={{ width: '100%' }}
      defaultOpen={autoOpen}
      allowClear={!required}
      placeholder={props.compact ? undefined : t('form.pickUser')}
      value={id ?? null}
      options={ids.map((one) => ({ value: one, label: one === actor.id ? actor.name : one }))}
      optionRender={({ value: one }) => <Cell field={field} value={one ?? null} />}
      labelRender={({ value: one }) => <Cell field={field} value={one ?? null} />}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}
