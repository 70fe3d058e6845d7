import { Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import metaschema from '../../../../../schemas/meta/workflow.json' with { type: 'json' };
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { type PlacedStep, pointerOf, startsWith } from '../../../store/workflow/stepTree.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import { PageSkeleton } from '../../../ui/Skeleton.tsx';
import { parseObject } from '../../entities/source/parseObject.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import own from '../WorkflowDesigner.module.css';
import { useInputPlace } from './InputPlace.ts';

const JsonEditor = lazyPart(async () => (await import('../../entities/source/JsonEditor.tsx')).JsonEditor<JsonObject>);

/** A step with all that is inside of it, as text. */
export function StepSource({ placed: { step, path } }: { readonly placed: PlacedStep }) {
  const { t } = useTranslation();
  const { problems } = useWorkflowDesign();
  const { set } = useInputPlace();
  const inside = useMemo(
    () =>
      problems.flatMap(({ pointer, message }) => {
        const place = parsePointer(pointer);
        return startsWith(place, path) ? [{ pointer: pointerOf(place.slice(path.length)), message }] : [];
      }),
    [problems, path],
  );
  return (
    <Suspense fallback={<PageSkeleton />}>
      <div className={own.source}>
        <JsonEditor
          label={t('workflows.stepSource')}
          value={step}
          parse={parseObject}
          schema={schema}
          problems={inside}
          note={t('designer.inStep')}
          onChange={(next) => set(path, next)}
        />
      </div>
    </Suspense>
  );
}

const root: JsonObject = JSON.parse(JSON.stringify(metaschema));
const schema = { root, at: ['steps', '0'] };
