import { asTexts } from '../../lib/values.ts';
import { RecordSelect } from '../shared/RecordSelect.tsx';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  return (
    <RecordSelect
      {...props}
      entity={props.field.relation?.targets[0] ?? ''}
      multiple
      selected={asTexts(props.value)}
      onSelect={props.onChange}
    />
  );
}
