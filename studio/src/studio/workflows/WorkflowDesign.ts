import { createContext, useContext } from 'react';
import type { RunScopes } from '../../../../core/model/kinds/workflow/scopes/runScopes.ts';
import type { ScopeWorld } from '../../../../core/model/kinds/workflow/scopes/ScopeWorld.ts';
import type { PlanWarning } from '../../api/changesets.ts';
import type { FlowPlace } from '../../workspace/flow/flowTypes.ts';
import type { DraftProblem } from '../draft/StudioDraft.ts';
import type { Trial } from './trial/useTrial.ts';
import type { WorkflowEditing } from './useWorkflowDraft.ts';

export interface WorkflowDesign extends WorkflowEditing {
  /** undefined: the workflow as a whole. */
  readonly selected: FlowPlace | undefined;
  readonly select: (place: FlowPlace | undefined) => void;
  /** Those of this workflow, as the server told them last. */
  readonly problems: readonly DraftProblem[];
  /** What it needs and is not there yet. */
  readonly warnings: readonly PlanWarning[];
  readonly world: ScopeWorld;
  /** The variables of expressions, by where they stand. */
  readonly scopes: RunScopes;
  /** Test runs, and the samples of values that they leave. */
  readonly trial: Trial;
}

const Context = createContext<WorkflowDesign | undefined>(undefined);

export const WorkflowDesignProvider = Context.Provider;

export function useWorkflowDesign(): WorkflowDesign {
  const design = useContext(Context);
  if (!design) throw new Error('No WorkflowDesignProvider above');
  return design;
}
