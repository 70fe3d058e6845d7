import { useLocation } from '@tanstack/react-router';
import { ArrowLeft, FlaskConical, Settings2 } from 'lucide-react';
import { type RefObject, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runScopes } from '../../../../core/model/kinds/workflow/scopes/runScopes.ts';
import { decoded } from '../../lib/decoded.ts';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { browserWorld } from '../../store/workflow/browserWorld.ts';
import { stepMarks } from '../../store/workflow/stepMarks.ts';
import { stepAt } from '../../store/workflow/stepTree.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { FlowList } from '../../workspace/flow/FlowList.tsx';
import { type FlowEditing, type FlowPlace, triggerKey } from '../../workspace/flow/flowTypes.ts';
import { useDraftCheck } from '../draft/StudioDraft.ts';
import { WorkflowInspector } from './inspector/WorkflowInspector.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { StepPicker } from './StepPicker.tsx';
import { TrialPanel } from './trial/TrialPanel.tsx';
import { useTrial } from './trial/useTrial.ts';
import { useStepActions } from './useStepActions.ts';
import type { WorkflowEditing } from './useWorkflowDraft.ts';
import { useWorkflowDesign, type WorkflowDesign, WorkflowDesignProvider } from './WorkflowDesign.ts';
import styles from './WorkflowDesigner.module.css';

// The library that draws it is not for a phone.
const FlowCanvas = lazyPart(async () => (await import('../../workspace/flow/FlowCanvas.tsx')).FlowCanvas);

interface WorkflowDesignerProps {
  readonly editing: WorkflowEditing;
  readonly look: 'canvas' | 'list';
}

/** The steps, what is set of the chosen one, what is wrong, and what a test run makes of it. */
export function WorkflowDesigner({ editing, look }: WorkflowDesignerProps) {
  const { name, document, model } = editing;
  const check = useDraftCheck();
  const [selected, select] = useState<FlowPlace>();
  const trial = useTrial();
  const problems = useMemo(
    () => check.problems.filter((each) => each.kind === 'workflow' && each.name === name),
    [check.problems, name],
  );
  const warnings = useMemo(
    () => check.plan?.warnings.filter((each) => each.kind === 'workflow' && each.name === name) ?? [],
    [check.plan, name],
  );
  const world = useMemo(() => browserWorld(model), [model]);
  const scopes = useMemo(() => runScopes(document, world), [document, world]);
  const design = useMemo(
    (): WorkflowDesign => ({ ...editing, selected, select, problems, warnings, world, scopes, trial }),
    [editing, selected, problems, warnings, world, scopes, trial],
  );
  return (
    <WorkflowDesignProvider value={design}>
      <Board look={look} />
    </WorkflowDesignProvider>
  );
}

interface BoardProps {
  readonly look: 'canvas' | 'list';
}

function Board({ look }: BoardProps) {
  const isNarrow = useIsNarrow();
  const { document, selected, select, problems, say, trial } = useWorkflowPlaces();
  const actions = useStepActions();
  const [isTrying, setTrying] = useState(false);
  // On a phone the settings take the place of the steps.
  const [isInspecting, setInspecting] = useState(false);
  const side = useRef<HTMLElement>(null);
  const inspect = useCallback(() => {
    requestAnimationFrame(() =>
      side.current?.querySelector<HTMLElement>('input, select, .cm-content, button')?.focus(),
    );
  }, []);
  const onSelect = useCallback(
    (place: FlowPlace | undefined) => {
      select(place);
      if (isNarrow) setInspecting(true);
    },
    [select, isNarrow],
  );
  const editing: FlowEditing = {
    picker: (spot, close) => (
      <StepPicker
        onPick={(kind) => {
          close();
          actions.add(spot, kind);
          if (isNarrow) setInspecting(true);
          else inspect();
        }}
      />
    ),
    move: actions.move,
    duplicate: actions.duplicate,
    remove: actions.remove,
    paste: actions.paste,
    inspect,
  };
  const marks = useMemo(() => (trial.run && isTrying ? stepMarks(trial.run.steps) : undefined), [trial.run, isTrying]);
  const flow = { document, marks, problems, say, selected, onSelect, editing };
  const isList = isNarrow || look === 'list';
  return (
    <div className={styles.designer}>
      <div className={styles.main} hidden={isNarrow && isInspecting}>
        {isTrying ? <TrialPanel onClose={() => setTrying(false)} /> : null}
        <div className={styles.stage}>
          <Tools
            isAbove={isList}
            isTrying={isTrying}
            onSettings={() => onSelect(undefined)}
            onTry={() => {
              setTrying(!isTrying);
              setInspecting(false);
            }}
          />
          {isList ? (
            <FlowList {...flow} />
          ) : (
            <Suspense fallback={<PageSkeleton />}>
              <FlowCanvas {...flow} />
            </Suspense>
          )}
        </div>
        <ProblemsPanel />
      </div>
      {!isNarrow || isInspecting ? (
        <Side ref={side} onBack={isNarrow ? () => setInspecting(false) : undefined} />
      ) : null}
    </div>
  );
}

interface ToolsProps {
  /** Above the steps; else over them. */
  readonly isAbove: boolean;
  readonly isTrying: boolean;
  readonly onSettings: () => void;
  readonly onTry: () => void;
}

function Tools({ isAbove, isTrying, onSettings, onTry }: ToolsProps) {
  const { t } = useTranslation();
  const { selected } = useWorkflowDesign();
  return (
    <div className={isAbove ? styles.toolsAbove : styles.tools}>
      <Button aria-pressed={selected === undefined} icon={<Settings2 size={15} aria-hidden />} onClick={onSettings}>
        {t('workflows.settings')}
      </Button>
      <Button aria-pressed={isTrying} icon={<FlaskConical size={15} aria-hidden />} onClick={onTry}>
        {t('workflows.trial.title')}
      </Button>
    </div>
  );
}

interface SideProps {
  readonly ref: RefObject<HTMLElement | null>;
  /** undefined: the steps are beside it. */
  readonly onBack: (() => void) | undefined;
}

/** What is set of the chosen step, of the trigger, or of the workflow. */
function Side({ ref, onBack }: SideProps) {
  const { t } = useTranslation();
  const { selected } = useWorkflowDesign();
  return (
    <aside
      ref={ref}
      className={styles.side}
      onKeyDown={(event) => {
        // Back to the step that the settings are of.
        if (event.key !== 'Escape' || event.defaultPrevented || selected === undefined) return;
        const node = selected.kind === 'trigger' ? triggerKey : selected.key;
        window.document.querySelector<HTMLElement>(`[data-node="${CSS.escape(node)}"]`)?.focus();
      }}
    >
      {onBack ? (
        <div className={styles.back}>
          <Button look="quiet" icon={<ArrowLeft size={16} aria-hidden />} onClick={onBack}>
            {t('workflows.backToSteps')}
          </Button>
        </div>
      ) : null}
      <WorkflowInspector />
    </aside>
  );
}

/** The design's places: what is wrong by step, and the place that the address names. */
function useWorkflowPlaces() {
  const design = useWorkflowDesign();
  const { document, problems, select } = design;
  const { hash } = useLocation();
  const latest = useRef(document);
  latest.current = document;
  useEffect(() => {
    const path = parsePointer(decoded(hash));
    if (path.length === 0) return;
    const placed = stepAt(latest.current, path);
    if (placed) select({ kind: 'step', key: placed.key });
    else if (path[0] === 'trigger' || path[0] === 'input') select({ kind: 'trigger' });
  }, [hash, select]);
  const byKey = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const { pointer, message } of problems) {
      const path = parsePointer(pointer);
      const key = stepAt(document, path)?.key ?? (path[0] === 'trigger' || path[0] === 'input' ? triggerKey : '');
      found.set(key, [...(found.get(key) ?? []), message]);
    }
    return found;
  }, [document, problems]);
  return { ...design, problems: byKey };
}
