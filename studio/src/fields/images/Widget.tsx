import { toFileValue } from '../../api/files.ts';
import { asObjects } from '../../lib/values.ts';
import { FileInput } from '../shared/FileInput.tsx';
import { fileJson } from '../shared/fileJson.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const selected = asObjects(props.value).flatMap((item) => toFileValue(item) ?? []);
  return (
    <FileInput
      {...props}
      accept="image/*"
      multiple
      selected={selected}
      onSelect={(next) => props.onChange(next.length > 0 ? next.map(fileJson) : null)}
    />
  );
}
