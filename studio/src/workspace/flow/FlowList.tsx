import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { spotId } from '../../store/workflow/layoutWorkflow.ts';
import { stepSpot } from '../../store/workflow/stepEdits.ts';
import { allSteps, branchesOf, type DocumentPath, type PlacedStep, pointerOf } from '../../store/workflow/stepTree.ts';
import { MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { branchTitle } from './branchTitle.ts';
import { FlowContext, useFlow } from './FlowContext.ts';
import styles from './FlowList.module.css';
import type { FlowProps } from './flowTypes.ts';
import { SpotButton } from './SpotButton.tsx';
import { StepButton } from './StepButton.tsx';
import { switchOptions } from './switchOptions.ts';
import { TriggerButton } from './TriggerButton.tsx';
import { useFlowKeys } from './useFlowKeys.ts';

/**
 * The steps of a workflow below each other, what is inside of a step indented: for a phone, and for whoever would
 * rather read.
 */
export function FlowList(props: FlowProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLElement>(null);
  const press = useFlowKeys(root, props);
  const placed = new Map(allSteps(props.document).map((each) => [pointerOf(each.path), each]));
  return (
    <FlowContext value={props}>
      <section
        ref={root}
        className={styles.list}
        aria-label={t('flow.canvas')}
        aria-description={props.editing ? t('flow.keys') : undefined}
        {...press}
      >
        <TriggerButton />
        <Steps placed={placed} steps={listOf(props.document.steps)} path={['steps']} />
      </section>
    </FlowContext>
  );
}

interface StepsProps {
  /** All steps, by their pointers. */
  readonly placed: ReadonlyMap<string, PlacedStep>;
  readonly steps: readonly Json[];
  readonly path: DocumentPath;
}

function Steps({ placed, steps, path }: StepsProps) {
  const { t } = useTranslation();
  const { editing } = useFlow();
  const known = steps.flatMap((step, at) => {
    const found = placed.get(pointerOf([...path, at]));
    return isObject(step) && found ? [{ at, found }] : [];
  });
  if (known.length === 0 && !editing) return <p className={styles.nothing}>{t('flow.empty')}</p>;
  return (
    <ol className={styles.steps}>
      {known.map(({ at, found }) => (
        <li key={found.key}>
          <Spot path={path} index={at} isEmpty={false} />
          <div className={styles.row}>
            <StepButton placed={found} />
            {editing ? <Actions placed={found} /> : null}
          </div>
          <Branches own={found} placed={placed} />
        </li>
      ))}
      <li>
        <Spot path={path} index={steps.length} isEmpty={known.length === 0} />
      </li>
    </ol>
  );
}

interface SpotProps {
  readonly path: DocumentPath;
  readonly index: number;
  readonly isEmpty: boolean;
}

function Spot({ path, index, isEmpty }: SpotProps) {
  const spot = { list: path, index };
  return (
    <div className={`${styles.spot} ${isEmpty ? styles.wide : ''}`}>
      <SpotButton spot={spot} id={spotId(spot)} isEmpty={isEmpty} />
    </div>
  );
}

interface BranchesProps extends Pick<StepsProps, 'placed'> {
  readonly own: PlacedStep;
}

function Branches({ own: { step, path }, placed }: BranchesProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { document, say } = useFlow();
  return branchesOf(step).map((branch, at) => {
    const title = branchTitle(t, branch, step, at + 1, switchOptions(t, model, document, step.switch), say);
    return (
      <section key={pointerOf(branch.path)} aria-label={title} className={styles.branch}>
        <span className={styles.title}>{title}</span>
        <Steps placed={placed} steps={branch.steps} path={[...path, ...branch.path]} />
      </section>
    );
  });
}

function Actions({ placed }: { readonly placed: PlacedStep }) {
  const { t } = useTranslation();
  const { editing } = useFlow();
  if (!editing) return null;
  return (
    <MoreMenu>
      <Moves placed={placed} />
      <MenuItem icon={<Copy size={14} />} onClick={() => editing.duplicate(placed)}>
        {t('flow.duplicate')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 size={14} />} isDanger onClick={() => editing.remove(placed)}>
        {t('action.remove')}
      </MenuItem>
    </MoreMenu>
  );
}

/** Looks for its places when the menu is opened. */
function Moves({ placed: { path } }: { readonly placed: PlacedStep }) {
  const { t } = useTranslation();
  const { document, editing } = useFlow();
  const [up, down] = [stepSpot(document, path, -1), stepSpot(document, path, 1)];
  return (
    <>
      <MenuItem icon={<ArrowUp size={14} />} isDisabled={!up} onClick={() => up && editing?.move(path, up)}>
        {t('flow.moveUp')}
      </MenuItem>
      <MenuItem icon={<ArrowDown size={14} />} isDisabled={!down} onClick={() => down && editing?.move(path, down)}>
        {t('flow.moveDown')}
      </MenuItem>
    </>
  );
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
