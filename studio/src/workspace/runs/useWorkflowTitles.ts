import type { BrowserWorkflow } from '../../../../core/model/browserPages.ts';
import { useModel } from '../../app/ModelContext.tsx';

interface WorkflowTitles {
  readonly workflows: readonly BrowserWorkflow[];
  /** What a workflow is called; one that is gone by its name. */
  readonly titleOf: (name: string) => string;
}

/** Every workflow, as far as one may see their runs. */
export function useWorkflowTitles(): WorkflowTitles {
  const { workflows } = useModel();
  return { workflows, titleOf: (name) => workflows.find((each) => each.name === name)?.title ?? name };
}
