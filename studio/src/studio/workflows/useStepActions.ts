import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import {
  duplicateStep,
  freshIds,
  insertStep,
  moveStep,
  pathAfterMove,
  removeStep,
} from '../../store/workflow/stepEdits.ts';
import {
  allSteps,
  type DocumentPath,
  type PlacedStep,
  pointerOf,
  type StepSpot,
  stepId,
} from '../../store/workflow/stepTree.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import type { KnownStepKind } from '../../workspace/flow/stepLook.ts';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { newStep } from './document/newStep.ts';
import { triggerEntity } from './document/triggerEntity.ts';
import { useWorkflowDesign } from './WorkflowDesign.ts';

/** What is done with steps, each a step of the draft. */
export function useStepActions() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { undo } = useStudioDraft();
  const { document, say, change, select } = useWorkflowDesign();

  return {
    add(spot: StepSpot, kind: KnownStepKind): void {
      const step = newStep(document, kind, { entity: triggerEntity(document) });
      change((before) => insertStep(before, spot, step));
      select({ kind: 'step', key: stepId(step) });
    },
    move(path: DocumentPath, spot: StepSpot): void {
      const next = moveStep(document, path, spot);
      if (next === document) return;
      change(() => next);
      const to = pointerOf(pathAfterMove(path, spot));
      const moved = allSteps(next).find((each) => pointerOf(each.path) === to);
      if (moved) select({ kind: 'step', key: moved.key });
    },
    duplicate({ path }: PlacedStep): void {
      const { document: next, id } = duplicateStep(document, path);
      change(() => next);
      select({ kind: 'step', key: id });
    },
    remove({ path, step }: PlacedStep): void {
      change((before) => removeStep(before, path));
      select(undefined);
      toasts.info(t('workflows.stepRemoved', { step: stepTitle(t, step, say) }), {
        action: { label: t('action.undo'), run: undo },
      });
    },
    paste(spot: StepSpot, steps: readonly JsonObject[]): void {
      const pasted = steps.reduce<{ document: JsonObject; ids: readonly string[] }>(
        (before, step, at) => {
          const fresh = freshIds(step, before.document);
          const place = { list: spot.list, index: spot.index + at };
          return { document: insertStep(before.document, place, fresh), ids: [...before.ids, stepId(fresh)] };
        },
        { document, ids: [] },
      );
      change(() => pasted.document);
      const [first] = pasted.ids;
      if (first !== undefined) select({ kind: 'step', key: first });
    },
  };
}
