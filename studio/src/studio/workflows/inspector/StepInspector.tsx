import { Copy, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stepTypes } from '../../../../../core/model/kinds/workflow/steps/stepTypes.ts';
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { withValueAt } from '../../../store/workflow/documentPath.ts';
import {
  isKnownFlow,
  type PlacedStep,
  pointerOf,
  startsWith,
  stepId,
  stepKind,
} from '../../../store/workflow/stepTree.ts';
import { MenuItem, MenuLine } from '../../../ui/Menu.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { StepIcon } from '../../../workspace/flow/StepIcon.tsx';
import { kindTitle } from '../../../workspace/flow/stepWords.ts';
import { textAt } from '../../entities/document/members.ts';
import { BothTexts } from '../../entities/inspector/BothTexts.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { StepResult } from '../trial/StepResult.tsx';
import { useStepActions } from '../useStepActions.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import own from '../WorkflowDesigner.module.css';
import { FlowSettings } from './FlowSettings.tsx';
import { inputText } from './inputText.ts';
import { StepFrame } from './StepFrame.tsx';
import { StepInputs } from './StepInputs.tsx';
import { StepSource } from './StepSource.tsx';
import { VariablesInput } from './VariablesInput.tsx';

const looks = ['settings', 'json', 'result'] as const;
export type StepLook = (typeof looks)[number];

interface StepInspectorProps {
  readonly placed: PlacedStep;
  /** What was looked at last: whoever compares results goes from step to step. */
  readonly wanted: StepLook;
  readonly onLook: (look: StepLook) => void;
}

/** Everything that can be set of a step; all of it as JSON; and what the last test run made of it. */
export function StepInspector({ placed, wanted, onLook }: StepInspectorProps) {
  const { t, i18n } = useTranslation();
  const { trial, problems, otherText, setOtherText, setEnglish, document } = useWorkflowDesign();
  const { duplicate, remove } = useStepActions();
  const { step, path } = placed;
  const kind = stepKind(step);
  const type = stepTypes.get(kind);
  const title = textAt(step, 'title');
  const results = trial.run?.steps.filter(({ id }) => id === stepId(step)) ?? [];
  const look = wanted === 'result' && results.length === 0 ? 'settings' : wanted;
  const faults = problems.filter(({ pointer }) => isOwn(placed, pointer));
  const setTitle = (text: string) =>
    setEnglish(withValueAt(document, [...path, 'title'], text || undefined), title, text, `title ${pointerOf(path)}`);
  return (
    <>
      <header className={styles.head}>
        <StepIcon kind={kind} isSmall />
        <h2 className={styles.headTitle}>{kindTitle(t, kind)}</h2>
        <MoreMenu>
          <MenuItem icon={<Copy size={14} />} onClick={() => duplicate(placed)}>
            {t('flow.duplicate')}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 size={14} />} isDanger onClick={() => remove(placed)}>
            {t('action.remove')}
          </MenuItem>
        </MoreMenu>
      </header>
      <div className={own.look}>
        <Segmented
          label={t('workflows.look')}
          hideLabel
          value={look}
          options={looks
            .filter((each) => each !== 'result' || results.length > 0)
            .map((value) => ({ value, title: t(`workflows.looks.${value}`) }))}
          onChange={onLook}
        />
      </div>
      {look === 'json' ? (
        <StepSource placed={placed} />
      ) : look === 'result' ? (
        <StepResult results={results} />
      ) : (
        <>
          <div className={styles.basics}>
            {faults.map(({ pointer, message }) => (
              <p key={`${pointer} ${message}`} className={styles.problem} role="alert">
                {message}
              </p>
            ))}
            {type ? <p className={styles.help}>{inputText(i18n.language, type.description)}</p> : null}
            <BothTexts
              label={t('workflows.stepTitle')}
              en={title ?? ''}
              other={otherText(title)}
              placeholder={kindTitle(t, kind)}
              maxLength={200}
              onEn={setTitle}
              onOther={(text) => {
                // Where there is no English title, the other one stands for it.
                if (title === undefined) setTitle(text);
                else setOtherText(title, text, `other title ${pointerOf(path)}`);
              }}
            />
            {isKnownFlow(kind) ? (
              <FlowSettings kind={kind} placed={placed} />
            ) : type?.input['x-input'] === 'variables' ? (
              <VariablesInput path={[...path, 'with']} value={step.with} />
            ) : type ? (
              <StepInputs placed={placed} type={type} />
            ) : (
              <p className={styles.note}>{t('workflows.unknownStep', { name: kind })}</p>
            )}
          </div>
          <StepFrame placed={placed} />
        </>
      )}
    </>
  );
}

/** What is about the step as a whole, and stands at none of its lines. */
function isOwn({ path }: PlacedStep, pointer: string): boolean {
  const place = parsePointer(pointer);
  if (!startsWith(place, path)) return false;
  const rest = place.slice(path.length);
  return rest.length === 0 || (rest.length === 1 && (rest[0] === 'id' || rest[0] === 'do' || rest[0] === 'with'));
}
