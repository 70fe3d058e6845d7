import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameChoice } from './NameChoice.tsx';

interface NameLineProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** What it is a name of, see NameChoice. */
  readonly kind: string;
  readonly types?: readonly string[];
  /** Of fields: whose. */
  readonly entity?: string;
  readonly path: DocumentPath;
  readonly value: string;
  /** Default: true. */
  readonly isRequired?: boolean;
  readonly onChange: (name: string | undefined) => void;
}

/** A line of the inspector in which one of the things that there are is chosen. */
export function NameLine(props: NameLineProps) {
  const { label, help, kind, types, entity = '', path, value, isRequired = true, onChange } = props;
  const { problemAt } = useInputPlace();
  return (
    <InputLine label={label} help={help} isRequired={isRequired} problem={problemAt(path)}>
      {(control) => <NameChoice {...{ control, label, kind, types, entity, value, isRequired, onChange }} plugin="" />}
    </InputLine>
  );
}
