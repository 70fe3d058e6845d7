import { toFileValue } from '../../api/files.ts';
import { FileInput } from '../shared/FileInput.tsx';
import { fileJson } from '../shared/fileJson.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const file = toFileValue(props.value);
  return (
    <FileInput
      {...props}
      accept="image/*"
      multiple={false}
      selected={file ? [file] : []}
      onSelect={([next]) => props.onChange(next ? fileJson(next) : null)}
    />
  );
}
