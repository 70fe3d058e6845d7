import { Choice } from '../../../workspace/list/Choice.tsx';
import { Line } from '../../entities/inspector/Line.tsx';

interface TrialChoiceProps<V extends string> {
  readonly label: string;
  /** Values and what they say. */
  readonly choices: readonly (readonly [V, string])[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** How steps end in a test that wait for people or for time otherwise. */
export function TrialChoice<V extends string>({ label, choices, value, onChange }: TrialChoiceProps<V>) {
  return (
    <Line label={label}>
      {(control) => (
        <Choice
          {...control}
          value={value}
          onChange={(event) => {
            for (const [choice] of choices) if (choice === event.target.value) onChange(choice);
          }}
        >
          {choices.map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </Choice>
      )}
    </Line>
  );
}
