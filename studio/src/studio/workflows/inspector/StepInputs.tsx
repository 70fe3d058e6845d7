import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import type { StepType } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { PlacedStep } from '../../../store/workflow/stepTree.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { inMode, isAskedFor, modalKind, modeOf, modesOf } from '../document/inputModes.ts';
import { triggerEntity } from '../document/triggerEntity.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { InputField } from './InputField.tsx';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

const recordId = '${record.id}';

interface StepInputsProps {
  readonly placed: PlacedStep;
  readonly type: StepType;
}

/** What a step is given, by the schema of its kind: first what it is given in several ways, then the members of the chosen one. */
export function StepInputs({ placed: { step, path }, type: { name: kind, input } }: StepInputsProps) {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set } = useInputPlace();
  const entity = triggerEntity(document);
  const values = isObject(step.with) ? step.with : {};
  const modes = modesOf(kind);
  const modal = modalKind(kind);
  const told = modeOf(kind, values);
  const [chosen, setChosen] = useState(told);
  // What is set tells more than what was chosen before it.
  const isTold = told?.members.some((name) => values[name] !== undefined) ?? false;
  const mode = isTold ? told : chosen;
  const shown = Object.entries(input.properties ?? {}).filter(([name]) => isAskedFor(kind, name, values, mode));
  const firstOfModes = shown.findIndex(([name]) => modes.some(({ members }) => members.includes(name)));
  return shown.map(([name, member], at) => (
    <div key={name} style={{ display: 'contents' }}>
      {at === firstOfModes ? (
        <InputLine label={modal ? t(`workflows.modeOf.${modal}`) : ''}>
          {(control) => (
            <Choice
              {...control}
              value={mode?.name ?? ''}
              onChange={({ target }) => {
                const next = modes.find((each) => each.name === target.value);
                setChosen(next);
                if (!next) return;
                const about: JsonObject = next.name === 'record' && entity !== '' ? { entity, id: recordId } : {};
                set([...path, 'with'], { ...about, ...inMode(kind, values, next) });
              }}
            >
              {modes.map((each) => (
                <option key={each.name} value={each.name}>
                  {t(`workflows.modes.${each.name}`)}
                </option>
              ))}
            </Choice>
          )}
        </InputLine>
      ) : null}
      <InputField
        schema={member}
        name={name}
        path={[...path, 'with', name]}
        value={values[name]}
        beside={values}
        isRequired={input.required?.includes(name) ?? false}
      />
    </div>
  ));
}
