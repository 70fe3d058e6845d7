import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../../../core/expressions/types.ts';
import { withValueAt } from '../../../store/workflow/documentPath.ts';
import { findStep, pointerOf } from '../../../store/workflow/stepTree.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import styles from '../WorkflowDesigner.module.css';
import { type InputPlace, InputPlaceProvider } from './InputPlace.ts';
import { StepInspector, type StepLook } from './StepInspector.tsx';
import { TriggerInspector } from './TriggerInspector.tsx';
import { WorkflowSettings } from './WorkflowSettings.tsx';

/** What is set of the part of the workflow that is looked at. */
export function WorkflowInspector() {
  const { t } = useTranslation();
  const { document, selected, scopes } = useWorkflowDesign();
  const placed = selected?.kind === 'step' ? findStep(document, selected.key) : undefined;
  const scope = placed ? scopes.at(placed.path) : selected?.kind === 'trigger' ? scopes.trigger : scopes.start;
  const place = usePlace(scope);
  const [look, setLook] = useState<StepLook>('settings');
  return (
    <section className={styles.inspector} aria-label={t('workflows.inspector')} data-inspector>
      <InputPlaceProvider value={place}>
        {placed ? (
          <StepInspector key={placed.key} placed={placed} wanted={look} onLook={setLook} />
        ) : selected?.kind === 'trigger' ? (
          <TriggerInspector />
        ) : (
          <WorkflowSettings />
        )}
      </InputPlaceProvider>
    </section>
  );
}

function usePlace(scope: Scope): InputPlace {
  const { change, problems } = useWorkflowDesign();
  return useMemo(
    () => ({
      scope,
      set: (path, value) => change((document) => withValueAt(document, path, value), `set ${pointerOf(path)}`),
      problemAt: (path) => problems.find(({ pointer }) => pointer === pointerOf(path))?.message,
    }),
    [scope, change, problems],
  );
}
