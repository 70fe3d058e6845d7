import { useId } from 'react';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import { asText } from '../../lib/values.ts';

interface RecordPickerProps {
  readonly entity: string;
  /** Its name for assistive technology. */
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Picks one record, such as a user or a team, where there is no form around. */
export function RecordPicker({ entity, label, value, onChange }: RecordPickerProps) {
  return (
    <FieldWidget
      id={useId()}
      field={fieldTo(entity, label)}
      value={value ?? null}
      required={false}
      invalid={false}
      label={label}
      faults={[]}
      onChange={(next) => onChange(asText(next))}
    />
  );
}

function fieldTo(entity: string, title: string): BrowserField {
  return {
    name: entity,
    title,
    type: 'relation',
    widget: 'relation',
    required: false,
    computed: false,
    writable: true,
    masked: false,
    system: false,
    sortable: false,
    filterable: false,
    groupable: false,
    schema: {},
    cel: { kind: 'string' },
    relation: { kind: 'one', targets: [entity] },
  };
}
