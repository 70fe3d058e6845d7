import { userEntity } from '../../../../core/model/actorFields.ts';
import { asText } from '../../lib/values.ts';
import { RecordSelect } from '../shared/RecordSelect.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const id = asText(props.value);
  return (
    <RecordSelect
      {...props}
      entity={userEntity}
      multiple={false}
      selected={id === undefined ? [] : [id]}
      onSelect={([next]) => props.onChange(next ?? null)}
    />
  );
}
