import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../../../core/expressions/types.ts';
import type { Json } from '../../../../../core/lib/json.ts';
import { findEntity, findField } from '../../../store/model.ts';
import { findStep } from '../../../store/workflow/stepTree.ts';
import { SearchInput } from '../../../ui/SearchInput.tsx';
import { stepTitle } from '../../../workspace/flow/stepWords.ts';
import { findVariables, membersOf, type Variable, variablesOf } from '../document/variableTree.ts';
import { trialSamples } from '../trial/trialSamples.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import styles from './VariablePicker.module.css';

interface VariablePickerProps {
  readonly scope: Scope;
  readonly onPick: (path: string) => void;
}

/** Everything that can be read here, with its type and what it was in the last test run. */
export function VariablePicker({ scope, onPick }: VariablePickerProps) {
  const { t } = useTranslation();
  const { trial } = useWorkflowDesign();
  const [search, setSearch] = useState('');
  const { values, run } = trial;
  const samples = useMemo(() => trialSamples({ values, run }), [values, run]);
  const found = useMemo(
    () => (search.trim() === '' ? undefined : findVariables(scope, samples, search)),
    [scope, samples, search],
  );
  const top = useMemo(() => variablesOf(scope, samples), [scope, samples]);
  return (
    <div className={styles.picker}>
      <SearchInput value={search} placeholder={t('workflows.findVariable')} onChange={setSearch} />
      <div className={styles.list}>
        {found ? (
          found.map((variable) => <Row key={variable.path} variable={variable} isPath onPick={onPick} />)
        ) : (
          <Level variables={top} owner={undefined} depth={0} onPick={onPick} />
        )}
        {found?.length === 0 ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
      </div>
      <p className={styles.hint}>{values || run ? t('workflows.samplesOfTrial') : t('workflows.noSamples')}</p>
    </div>
  );
}

interface LevelProps {
  readonly variables: readonly Variable[];
  /** The name of the entity whose fields they are. */
  readonly owner: string | undefined;
  readonly depth: number;
  readonly onPick: (path: string) => void;
}

function Level({ variables, owner, depth, onPick }: LevelProps) {
  return variables.map((variable) => (
    <Branch key={variable.path} variable={variable} owner={owner} depth={depth} onPick={onPick} />
  ));
}

interface BranchProps extends Omit<LevelProps, 'variables'> {
  readonly variable: Variable;
}

function Branch({ variable, owner, depth, onPick }: BranchProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(depth === 0 && opened.has(variable.name));
  const inner = membersOf(variable.type);
  const label = useTitle(variable, owner);
  return (
    <>
      <div className={styles.row} style={{ paddingInlineStart: 4 + depth * 14 }}>
        {inner ? (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-label={t('workflows.unfold', { name: variable.name })}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight size={13} aria-hidden />
          </button>
        ) : (
          <span className={styles.fold} />
        )}
        <Row variable={variable} title={label} isPath={false} onPick={onPick} />
      </div>
      {isOpen && inner ? (
        <Level
          variables={variablesOf(inner, variable.sample, variable.path)}
          owner={variable.type.kind === 'object' ? variable.type.name : undefined}
          depth={depth + 1}
          onPick={onPick}
        />
      ) : null}
    </>
  );
}

/** What is in sight at once. */
const opened: ReadonlySet<string> = new Set(['record', 'input', 'vars', 'steps']);

interface RowProps {
  readonly variable: Variable;
  readonly title?: string | undefined;
  readonly isPath: boolean;
  readonly onPick: (path: string) => void;
}

function Row({ variable, title, isPath, onPick }: RowProps) {
  const { t } = useTranslation();
  const { path, name, type, sample } = variable;
  return (
    <button type="button" className={styles.variable} title={path} onClick={() => onPick(path)}>
      <code>{isPath ? path : name}</code>
      {title ? <span className={styles.title}>{title}</span> : null}
      <span className={styles.type}>{t(`designer.celType.${type.kind}`)}</span>
      {sample === undefined ? null : <span className={styles.sample}>{sampleText(sample)}</span>}
    </button>
  );
}

/** What a variable is called by people: a field by its title, a step's outcome by the step. */
function useTitle({ path, name, type }: Variable, owner: string | undefined): string | undefined {
  const { t } = useTranslation();
  const { model, document, say } = useWorkflowDesign();
  const entity = owner === undefined ? undefined : findEntity(model, owner);
  if (entity) return findField(entity, name)?.title ?? entity.inverses.find((each) => each.name === name)?.title;
  const step = path === `steps.${name}` ? findStep(document, name) : undefined;
  if (step) return stepTitle(t, step.step, say);
  return type.kind === 'object' ? findEntity(model, type.name)?.title : undefined;
}

const longest = 40;

function sampleText(sample: Json): string {
  const text = typeof sample === 'string' ? sample : JSON.stringify(sample);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
