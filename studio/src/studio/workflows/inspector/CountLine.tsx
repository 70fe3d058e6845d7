import type { Json } from '../../../../../core/lib/json.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NumberInput } from './NumberInput.tsx';

interface CountLineProps {
  readonly label: string;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  /** Default: it is put into its place. */
  readonly onChange?: (count: number | undefined) => void;
}

const count = { type: 'integer', minimum: 1 } as const;

/** A whole number from 1 on, or nothing. */
export function CountLine({ label, path, value, onChange }: CountLineProps) {
  const { set, problemAt } = useInputPlace();
  return (
    <InputLine label={label} problem={problemAt(path)}>
      {(control) => (
        <NumberInput
          control={control}
          schema={count}
          value={value}
          onChange={onChange ?? ((next) => set(path, next))}
        />
      )}
    </InputLine>
  );
}
